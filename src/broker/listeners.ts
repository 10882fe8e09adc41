import type { BrokerSettings } from '../configuration/tables.ts';
import type { Endpoint } from '../metadata/image.ts';

/** The node cannot start with these settings; the message is a sentence that says what to do. */
export class StartError extends Error {
  override readonly name = 'StartError';
}

const everyAddress = ['', '0.0.0.0', '::'];

/** Where clients are served. Listeners of the controller alone are left out: nobody else is in its quorum. */
export function clientListeners(settings: BrokerSettings): readonly Endpoint[] {
  const controllerNames = settings['controller.listener.names'];
  const listeners = settings.listeners.map((text) => parseListener('listeners', text));
  const forClients = listeners.filter(({ name }) => !controllerNames.includes(name));
  if (forClients.length === 0)
    throw new StartError('listeners has none for clients; give one such as PLAINTEXT://127.0.0.1:9092');
  refuseRepetition(forClients);
  const protocols = protocolsByName(settings['listener.security.protocol.map']);
  for (const { name } of forClients) {
    const protocol = protocols.get(name) ?? name;
    if (protocol === 'PLAINTEXT') continue;
    const how = `map it in listener.security.protocol.map (${name}:PLAINTEXT)`;
    throw new StartError(`listener ${name} has the protocol ${protocol}; only PLAINTEXT is served here, so ${how}`);
  }
  return forClients;
}

/** The controller's own listeners, as they are registered. */
export function controllerListeners(settings: BrokerSettings): readonly Endpoint[] {
  const names = settings['controller.listener.names'];
  return settings.listeners.map((text) => parseListener('listeners', text)).filter(({ name }) => names.includes(name));
}

/** What clients are told, for a listener that was bound. */
export function advertised(settings: BrokerSettings, bound: Endpoint): Endpoint {
  const given = settings['advertised.listeners']?.map((text) => parseListener('advertised.listeners', text));
  const found = given?.find(({ name }) => name === bound.name);
  if (found !== undefined && everyAddress.includes(found.host)) {
    const say = found.host === '' ? 'an empty host' : found.host;
    throw new StartError(
      `advertised.listeners: ${say} is no address that a client could go to; name one that it can reach`,
    );
  }
  if (found !== undefined) return { ...found, port: found.port === 0 ? bound.port : found.port };
  if (everyAddress.includes(bound.host)) {
    throw new StartError(
      `listener ${bound.name} is open on every address; say with advertised.listeners which one clients shall use`,
    );
  }
  return bound;
}

/** `PLAINTEXT://127.0.0.1:9092`; an IPv6 address stands in brackets. */
function parseListener(key: string, text: string): Endpoint {
  const found = /^([\w.-]+):\/\/(\[[0-9a-fA-F:.]+\]|[^:[\]/]*):(\d{1,5})$/.exec(text);
  const port = Number(found?.[3]);
  if (found === null || port > 65535) {
    throw new StartError(`${key}: '${text}' is not of the form NAME://HOST:PORT, such as PLAINTEXT://127.0.0.1:9092`);
  }
  return { name: found[1]!.toUpperCase(), host: found[2]!.replace(/^\[|\]$/g, ''), port };
}

function refuseRepetition(listeners: readonly Endpoint[]): void {
  const names = listeners.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new StartError(`listeners has ${twice} twice; every listener has a name of its own`);
}

function protocolsByName(text: string): ReadonlyMap<string, string> {
  return new Map(
    text.split(',').flatMap((pair) => {
      const [name, protocol] = pair.split(':').map((part) => part.trim().toUpperCase());
      return name && protocol ? [[name, protocol] as const] : [];
    }),
  );
}
