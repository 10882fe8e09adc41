import type { Reached } from '../introduction/reach.ts';

/** The exercises of the first pages, in English. */
export const reachWords = {
  title: 'Exercise: let teller reach the broker',
  attempt: 'Start the broker, and let teller write',
  cameOf(reached: Reached): string {
    switch (reached.kind) {
      case 'stored':
        return `Stored after ${reached.after}. The address is right where it is used: on the client’s side.`;
      case 'own machine':
        return `teller heard of ${reached.address} and knocked at its own machine: localhost is whoever says it. It gave up after ${reached.after}.`;
      case 'no such host':
        return `teller’s machine knows no host of the name in ${reached.address}. It gave up after ${reached.after}. Which name does it know?`;
      case 'wrong door':
        return `The right machine, but nobody listens at ${reached.address}. It gave up after ${reached.after}.`;
      case 'refused':
        return reached.because;
    }
  },
};

export const stopsWords = {
  title: 'Exercise: the six stops of a record',
  toChoose: 'Stops to put in order',
  next: (stop: number) => (stop === 0 ? 'where was it first?' : 'and then?'),
  done: (first: string, last: string) =>
    `That is its whole way, from ${first} to ${last}. It crossed the network twice, in a request and in an answer: there it can be hurt.`,
  again: 'Once more',
};
