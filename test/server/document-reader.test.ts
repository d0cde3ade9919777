import { readFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { afterEach, expect, test } from 'vitest';
import { samplePlan } from '#db/sample/plan-2023.ts';
import {
  createDocumentReader,
  type DocumentReader,
  type ReaderLimits,
} from '#server/intake/documents/document-reader.ts';
import { aPlan } from '../support/plans.ts';

const file = (name: string) =>
  new Uint8Array(readFileSync(new URL(`intake/documents/${name}`, import.meta.url)));

let reader: DocumentReader | undefined;
afterEach(async () => {
  await reader?.close();
  reader = undefined;
});

function start(limits: Partial<ReaderLimits> = {}): DocumentReader {
  reader = createDocumentReader(limits);
  return reader;
}

test('documents sent together are all read, two at a time', async () => {
  const documents = start();
  const names = ['sample-plan.docx', 'sample-plan.xlsx', 'sample-plan.pdf', 'sample-plan.xlsx'];
  const read = await Promise.all(names.map((name) => documents.read({ bytes: file(name) })));
  expect(read.map(({ kind }) => kind)).toEqual(['docx', 'xlsx', 'pdf', 'xlsx']);
  const codes = read.map(({ reading }) => JSON.parse(reading).projects.length);
  expect(codes).toEqual([8, 8, 8, 8]);
});

test('a document that is refused does not stop the next', async () => {
  const documents = start({ threads: 1 });
  const outcomes = await Promise.allSettled([
    documents.read({ bytes: file('old.doc') }),
    documents.read({ text: '今天天气很好。' }),
    documents.read({ text: samplePlan }),
  ]);
  expect(outcomes).toMatchObject([
    { status: 'rejected', reason: { status: 415, code: 'unsupported' } },
    { status: 'rejected', reason: { status: 422, code: 'not_a_plan' } },
    { status: 'fulfilled', value: { kind: 'txt', places: null } },
  ]);
});

test('one that takes too long is given up, and the next is read', async () => {
  const documents = start({ threads: 1, milliseconds: 1 });
  await expect(documents.read({ bytes: file('sample-plan.pdf') })).rejects.toMatchObject({
    code: 'too_complex',
  });
  await documents.close();
  await expect(start().read({ text: samplePlan })).resolves.toMatchObject({ kind: 'txt' });
});

test('one that takes too much memory is given up, and the next is read', async () => {
  const documents = start({ threads: 1, heap: 40 });
  const huge = aPlan({ projects: 20_000 });
  await expect(documents.read({ text: huge })).rejects.toMatchObject({ status: 413, code: 'too_large' });
  await expect(documents.read({ text: aPlan() })).resolves.toMatchObject({ kind: 'txt' });
  await expect(start({ growth: -1e6 }).read({ text: aPlan() })).rejects.toMatchObject({ code: 'too_large' });
});

test('more than may wait are asked to come again', async () => {
  const documents = start({ threads: 1, waiting: 1 });
  const [first, second, third] = [1, 2, 3].map(() => documents.read({ text: samplePlan }));
  await expect(third).rejects.toMatchObject({ status: 503, code: 'busy' });
  await Promise.all([first, second]);
});

test('the main thread goes on while a plan of 1,200 projects is read', async () => {
  const documents = start();
  await documents.read({ text: aPlan() });
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  const started = performance.now();
  const { reading } = await documents.read({ text: aPlan({ projects: 1_200 }) });
  const took = performance.now() - started;
  delay.disable();
  expect(reading.length).toBeGreaterThan(500_000);
  // Read on the main thread it would stand still for nearly as long as it takes.
  expect(delay.max / 1e6).toBeLessThan(Math.max(50, took / 2));
});
