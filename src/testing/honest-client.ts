import { createProducer } from '../index.ts';
import type { BrokerProcess } from './broker-process.ts';

export interface HonestClient {
  /** Ends it; what it sent, and every error that it saw. */
  stop(): Promise<{ readonly sent: number; readonly errors: readonly unknown[] }>;
}

/** A client that sends one payment after the other, each once, beside others that misbehave. */
export async function startHonestClient({ bootstrap }: BrokerProcess): Promise<HonestClient> {
  const settings = { 'bootstrap.servers': bootstrap, 'enable.idempotence': false, retries: 0 };
  const producer = await createProducer(settings);
  await producer.send({ topic: 'payments', value: 'the first' });
  let isStopped = false;
  let sent = 0;
  const errors: unknown[] = [];
  const running = (async () => {
    do {
      try {
        await producer.send({ topic: 'payments', value: `${sent} EUR to Ada` });
        sent++;
      } catch (error) {
        errors.push(error);
      }
    } while (!isStopped && errors.length < 10);
  })();
  return {
    async stop() {
      isStopped = true;
      await running;
      await producer.close();
      return { sent, errors };
    },
  };
}
