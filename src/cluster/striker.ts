import type { Done } from '../world/world.ts';
import { flawsOf } from '../world/simulated/disk-traps.ts';
import { damageDisk, damageNext, damageRecord } from './damage.ts';
import { type DiskOperationFault, FaultError, faultInWords, type LinkFault, type NodeFault } from './faults.ts';
import { SimulatedBroker } from './simulated-broker.ts';
import type { Member, SimulatedCluster } from './simulated.ts';

/** Lets things happen to nodes and links. */
export class Striker {
  readonly #cluster: SimulatedCluster;
  /** Which pause of a node is the present one: an older one's end does not resume it. */
  readonly #pauses = new Map<string, number>();

  constructor(cluster: SimulatedCluster) {
    this.#cluster = cluster;
  }

  strike(fault: NodeFault | LinkFault): Done {
    switch (fault.do) {
      case 'cut':
      case 'slow':
      case 'lose':
        return this.#strikeLink(fault);
      case 'release':
        this.#cluster.simulation.network.release();
        return this.#cluster.tell(this.#cluster.brokers[0]!.name, { name: 'messages released' });
      case 'heal':
        return this.#heal(fault.node);
      case 'damage record':
        return this.#damageRecord(fault);
      case 'damage next':
        return this.#damageNext(fault);
      default:
        return this.#strikeNode(fault, this.#cluster.member(fault.node));
    }
  }

  #strikeNode(fault: Exclude<NodeFault, { do: 'damage record' | 'damage next' }>, member: Member): Done {
    const { node, name } = member;
    switch (fault.do) {
      case 'start':
        if (node.isAlive && member.state !== 'down') throw new FaultError(`${name} runs already`);
        if (fault.disk === 'empty') node.platter.erase();
        if (fault.settings === undefined) return member.start();
        if (!(member instanceof SimulatedBroker)) throw new FaultError(`${name} is no broker; set ${name} changes it`);
        return member.start(fault.settings);
      case 'stop':
        refuseDown(member);
        return member.stop();
      case 'kill':
        refuseDown(member);
        return member.kill();
      case 'unplug':
        refuseDown(member);
        return member.unplug(fault.unflushed ?? 'chance');
      case 'pause':
        refuseDown(member);
        return this.#pause(member, fault.forMs);
      case 'resume':
        return this.#resume(member);
      case 'skew':
        node.skewWall(fault.byMs);
        return this.#cluster.tell(name, { name: 'clock skewed', byMs: fault.byMs });
      case 'damage disk':
        damageDisk(node.platter, fault.how);
        return this.#cluster.tell(name, { name: 'disk damaged', how: fault.how });
    }
  }

  #pause(member: Member, forMs: number | undefined): void {
    const { node, name } = member;
    const pause = (this.#pauses.get(name) ?? 0) + 1;
    this.#pauses.set(name, pause);
    node.pause();
    this.#cluster.tell(name, { name: 'node paused', ...(forMs === undefined ? {} : { forMs }) });
    if (forMs === undefined) return;
    const { simulation } = this.#cluster;
    simulation.at(simulation.nowUs + Math.ceil(forMs * 1000), () =>
      this.#pauses.get(name) === pause ? this.#resume(member) : undefined,
    );
  }

  #resume({ node, name }: Member): void {
    if (!node.isPaused) return;
    node.resume();
    this.#cluster.tell(name, { name: 'node resumed' });
  }

  #strikeLink(fault: Extract<LinkFault, { do: 'cut' | 'slow' | 'lose' }>): void {
    const { network } = this.#cluster.simulation;
    for (const [from, to] of this.#pairs(fault.from, fault.to)) {
      if (fault.do === 'cut') {
        const oneway = fault.oneway ?? false;
        network.cut(from, to, { oneway });
        this.#cluster.tell(from, { name: 'link cut', from, to, oneway });
      } else if (fault.do === 'slow') {
        network.slow(from, to, { delayUs: fault.byMs * 1000, jitterUs: (fault.jitterMs ?? 0) * 1000 });
        this.#cluster.tell(from, { name: 'link slowed', from, to, delayMs: fault.byMs });
      } else {
        network.lose(from, to, fault.oneIn);
        this.#cluster.tell(from, { name: 'link made lossy', from, to, oneIn: fault.oneIn });
      }
    }
  }

  /** `all` stands for every other node. */
  #pairs(from: string, to: string): readonly (readonly [from: string, to: string])[] {
    const names = this.#cluster.members.map(({ name }) => name);
    const meant = (name: string) => (name === 'all' ? names : [this.#cluster.member(name).name]);
    return meant(from).flatMap((one) => meant(to).flatMap((other) => (one === other ? [] : [[one, other] as const])));
  }

  #heal(name: string | undefined): void {
    const members = name === undefined ? this.#cluster.members : [this.#cluster.member(name)];
    this.#cluster.simulation.network.heal(name);
    for (const { node } of members) {
      node.platter.heal();
      node.skewWall(0);
    }
    this.#cluster.tell(name ?? this.#cluster.brokers[0]!.name, { name: 'healed' });
  }

  #damageNext(fault: DiskOperationFault): void {
    const { operation, how = 'failed', partition, node } = fault;
    if (!flawsOf[operation].includes(how)) {
      throw new FaultError(`a ${operation} can be ${flawsOf[operation].join(' or ')}, not ${how}`);
    }
    const members = node === undefined ? this.#cluster.brokers : [this.#cluster.member(node)];
    const words = faultInWords(fault);
    const armed = members.filter(({ name, node: { platter } }) =>
      damageNext(platter, fault, () => this.#cluster.tell(name, { name: 'fault struck', fault: words })),
    );
    if (armed.length === 0) {
      throw new FaultError(`there is no partition ${partition}${node === undefined ? '' : ` on ${node}`}`);
    }
    for (const { name } of armed) this.#cluster.tell(name, { name: 'fault armed', fault: words });
  }

  #damageRecord({ partition, offset, node }: Extract<NodeFault, { do: 'damage record' }>): void {
    const members = node === undefined ? this.#cluster.brokers : [this.#cluster.member(node)];
    const damaged = members.filter((member) => damageRecord(member.node.platter, partition, offset));
    if (damaged.length === 0) {
      throw new FaultError(`there is no record ${partition}@${offset}${node === undefined ? '' : ` on ${node}`}`);
    }
    for (const { name } of damaged) {
      this.#cluster.tell(name, { name: 'disk damaged', how: `a byte of the batch with ${partition}@${offset}` });
    }
  }
}

function refuseDown(member: Member): void {
  if (member.state === 'down') throw new FaultError(`${member.name} is not running`);
}
