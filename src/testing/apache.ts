import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { type Ended, lacks, runProgram } from './program.ts';

/** Apache Kafka's own programs, where they are kept beside the repository: `../shared/apache-kafka/tool NAME …`. */
const tool = beside('../shared/apache-kafka/tool');
/** Starts Apache Kafka itself: `../shared/apache-kafka/start --port P --dir DIR`. */
export const startApacheKafka = beside('../shared/apache-kafka/start');

/** The reason to skip a test that needs them; false where they can be run. */
export const lacksApacheKafka: string | false =
  tool === undefined ? 'Apache Kafka is not beside the repository' : lacks('java') || lacks('mvn');

/** Finds what lies beside the repository, be this the source or what it was compiled to. */
function beside(path: string): string | undefined {
  const places = [resolve(import.meta.dirname, '../..', path), resolve(import.meta.dirname, '../../..', path)];
  return places.find((place) => existsSync(place));
}

export function apacheTool(name: string, ...parameters: readonly string[]): Promise<Ended> {
  return runProgram(tool!, [name, ...parameters]);
}

/** Runs a tool with the parameters. Throws where it does not end well. */
export type RunTool = (name: keyof typeof tools, ...parameters: readonly string[]) => Promise<Ended>;

const tools = {
  'kafka-broker-api-versions': 'org.apache.kafka.tools.BrokerApiVersionsCommand',
  'kafka-configs': 'kafka.admin.ConfigCommand',
  'kafka-console-consumer': 'org.apache.kafka.tools.consumer.ConsoleConsumer',
  'kafka-delete-records': 'org.apache.kafka.tools.DeleteRecordsCommand',
  'kafka-dump-log': 'org.apache.kafka.tools.DumpLogSegments',
  'kafka-get-offsets': 'org.apache.kafka.tools.GetOffsetShell',
  'kafka-log-dirs': 'org.apache.kafka.tools.LogDirsCommand',
  'kafka-producer-perf-test': 'org.apache.kafka.tools.ProducerPerformance',
  'kafka-storage': 'kafka.tools.StorageTool',
  'kafka-topics': 'org.apache.kafka.tools.TopicCommand',
};

/** Runs any number of tools, one after the other, in one virtual machine: to start one takes seconds. */
export async function withApacheTools<Result>(use: (run: RunTool) => Promise<Result>): Promise<Result> {
  const host = spawn(tool!, [beside('src/testing/ApacheTools.java')!], { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = once(host, 'exit');
  const answers = createInterface({ input: host.stdout })[Symbol.asyncIterator]();
  try {
    return await use(async (name, ...parameters) => {
      host.stdin.write(`${[tools[name], ...parameters].join('\u001f')}\n`);
      const { value } = await answers.next();
      if (value === undefined) throw new Error(`the virtual machine ended while it ran ${name}`);
      const [status, output, errors] = (value as string).split(' ');
      const result = { status: Number(status), output: textOf(output), errors: textOf(errors) };
      if (result.status === 0) return result;
      throw new Error(`${name} ${parameters.join(' ')} ended with ${status}:\n${result.errors}${result.output}`);
    });
  } finally {
    host.stdin.end();
    await ended;
  }
}

function textOf(base64: string | undefined): string {
  return Buffer.from(base64 ?? '', 'base64').toString();
}
