import { expect, test } from 'vitest';
import { samplePlan } from '#db/sample/plan-2023.ts';
import { readPlan } from '#server/intake/documents/read-plan.ts';
import type { PlanImport } from '#shared/api.ts';
import type { ToldQuestion, ToldReading } from '#shared/reading.ts';
import { pointedAt } from '../../client/views/import/pointed-at.ts';
import { projectCorrections } from '../../client/views/import/project-corrections.ts';
import { projectsNamed } from '../../client/views/import/reading.ts';
import { cellsOf, sourceRows } from '../../client/views/import/source-rows.ts';
import { targetCorrections } from '../../client/views/import/target-text.ts';
import { cellKey, traceReading } from '../../client/views/import/trace.ts';
import { spanAround, spanWith } from '../../client/views/import/window.ts';
import { alike, nextOpen, openCounts, workItems } from '../../client/views/import/work-items.ts';
import { workKey } from '../../client/views/import/work-keys.ts';
import { aPlan } from '../support/plans.ts';
import { toldJson } from '../support/told.ts';

function readingOf(text: string) {
  const made = readPlan(text);
  if (!made.ok) throw new Error(made.code);
  const read = JSON.parse(toldJson(JSON.stringify(made), 'zh')) as {
    reading: ToldReading;
    questions: ToldQuestion[];
  };
  const rows = sourceRows(text.split('\n'));
  const trace = traceReading(read.reading, rows);
  const textAt = (pointer: string) => {
    const place = trace.places.get(pointer);
    const cells = rows[(place?.line ?? 0) - 1]?.cells ?? [];
    return place?.words ?? (place?.cell === undefined ? undefined : cells[place.cell]);
  };
  return { ...read, rows, trace, textAt };
}

const sample = readingOf(samplePlan);

test('every figure of the sample plan leads to the cell that holds it', () => {
  const { reading, trace, textAt } = sample;
  const bare = (text: string | undefined) => text?.replaceAll(/\s/g, '');
  reading.projects.forEach((project, index) => {
    const at = `/projects/${index}`;
    expect(bare(textAt(`${at}/code`))).toBe(project.code);
    expect(bare(textAt(`${at}/name`))).toBe(bare(project.name));
    expect(Number(bare(textAt(`${at}/budget`)))).toBe(Number(project.budget) / 10_000);
    project.nodes.forEach(({ cumulative }, node) => {
      const cell = bare(textAt(`${at}/nodes/${node}/cumulative`));
      // A blank cell carries the node before, or nothing yet.
      if (cell) expect(Number(cell), `${project.name} ${node}`).toBe(Number(cumulative) / 10_000);
      else expect(cell).toBe('');
    });
    project.indicators.forEach(({ name, printed }, row) => {
      expect(bare(textAt(`${at}/indicators/${row}/printed`))).toBe(bare(printed));
      expect(bare(textAt(`${at}/indicators/${row}/name`))).toBe(bare(name));
    });
  });
  const { line = 0, cell = 0 } = trace.places.get('/projects/0/budget') ?? {};
  expect(trace.pointers.get(cellKey(line, cell))).toBe('/projects/0/budget');
});

test('an indicator of the prose leads to its words within the sentence', () => {
  expect(sample.textAt('/departmentIndicators/0/printed')).toBe('业务处理及时率达到100%');
  expect(sample.textAt('/departmentIndicators/1/printed')).toBe('群众满意度达到99%');
});

test('a figure that a person put right still leads to the cell it was read from', () => {
  const { reading, rows } = sample;
  const changed = structuredClone(reading);
  const project = changed.projects[0];
  if (!project?.indicators[0]) throw new Error('the sample has a project');
  project.budget = '90000.00';
  project.indicators[0].printed = '≥2个';
  const { places } = traceReading(changed, rows);
  for (const pointer of ['/projects/0/budget', '/projects/0/indicators/0/printed']) {
    expect(places.get(pointer)).toEqual(sample.trace.places.get(pointer));
  }
});

test('rows of tables fall into cells, and neighbours of one table share their columns', () => {
  expect(cellsOf('一\t 二\t')).toEqual(['一', '二', '']);
  expect(cellsOf('| 一 | 二 |')).toEqual(['一', '二']);
  expect(cellsOf('一句  话')).toEqual(['一句  话']);
  const [first, second, third] = sourceRows(['短\t很长的一格文字', '短\t长', '正文']);
  expect(first?.widths).toBe(second?.widths);
  expect(first?.widths[1]).toBeGreaterThan(first?.widths[0] ?? 0);
  expect(third?.widths).toEqual([]);
});

const blocking = readingOf(aPlan({ projects: 3, target: '二98%' }));
const asImport = (
  { reading, questions }: { reading: PlanImport['reading']; questions: PlanImport['questions'] },
  corrections: PlanImport['corrections'] = [],
) => ({ reading, questions, corrections });

test('what blocks comes first, then other questions, then what is unsure, then notes', () => {
  const items = workItems(asImport(sample), sample.trace);
  const kinds = items.map(({ kind }) => kind);
  expect(kinds).toEqual([...kinds].sort((a, b) => order(a) - order(b)));
  expect(openCounts(items)).toEqual({ blocking: 0, optional: 2, unsure: 8 });
  const first = workItems(asImport(blocking), blocking.trace);
  expect(openCounts(first).blocking).toBe(3);
  expect(first.slice(0, 3).map(({ project }) => project)).toEqual(['A001', 'A002', 'A003']);
});

test('an answered question keeps its place, and the next open one is found round the end', () => {
  const items = (questions: PlanImport['questions']) =>
    workItems(asImport({ ...blocking, questions }), blocking.trace);
  const before = items(blocking.questions);
  const [first, second, third] = blocking.questions;
  if (!first || !second || !third) throw new Error('three questions');
  const after = items([{ ...first, answer: '≥98%' }, second, { ...third, answer: '≥98%' }]);
  expect(after.map(({ id }) => id)).toEqual(before.map(({ id }) => id));
  expect(nextOpen(after, first.id)?.id).toBe(second.id);
  expect(nextOpen(after, third.id)?.id).toBe(second.id);
  expect(nextOpen([], undefined)).toBeUndefined();
});

test('a confirmed reading stays listed as done, and readings with the same assumption are found together', () => {
  const items = workItems(asImport(sample), sample.trace);
  const unsure = items.find((item) => item.kind === 'unsure');
  if (unsure?.kind !== 'unsure') throw new Error('the sample has costs without operator');
  expect(alike(items, unsure)).toHaveLength(8);
  const pointer = unsure.target.pointer;
  const [, , project, , row] = pointer.split('/');
  const reading = structuredClone(sample.reading);
  const target = reading.projects[Number(project)]?.indicators[Number(row)]?.target;
  if (!target) throw new Error(pointer);
  target.confidence = 'high';
  const change = {
    at: '2023-01-05T01:00:00Z',
    by: '张三',
    what: `${pointer}/target/confidence`,
    value: 'high',
  };
  const after = workItems(asImport({ ...sample, reading }, [change]), sample.trace);
  expect(after.find(({ id }) => id === pointer)?.done).toBe(true);
  expect(openCounts(after).unsure).toBe(7);
});

test('a note about an unsure target is not listed a second time', () => {
  const notes = workItems(asImport(sample), sample.trace).flatMap((item) =>
    item.kind === 'note' ? [item.note.code] : [],
  );
  expect(notes).not.toContain('operator_assumed');
  expect(notes.filter((code) => code === 'nodes_unit_inferred')).toHaveLength(1);
});

// biome-ignore format: one case a line
test.for([
  ['j',         false, { do: 'move', by: 1 }],
  ['ArrowUp',   false, { do: 'move', by: -1 }],
  ['3',         false, { do: 'choose', nth: 3 }],
  ['n',         false, { do: 'next' }],
  ['Enter',     false, { do: 'open' }],
  ['j',         true,  undefined],
  ['1',         true,  undefined],
  ['Escape',    true,  { do: 'leave' }],
  ['0',         false, undefined],
  ['x',         false, undefined],
] as const)('the key %s, typing %s', ([key, typing, does]) => {
  const plain = { key, ctrlKey: false, metaKey: false, altKey: false };
  expect(workKey(plain, typing)).toEqual(does);
  expect(workKey({ ...plain, ctrlKey: true }, typing)).toBeUndefined();
});

test('of a long list a window is drawn, and it holds the row one is at', () => {
  expect(spanAround(0, 1200, 60)).toEqual({ from: 0, to: 60 });
  expect(spanAround(1199, 1200, 60)).toEqual({ from: 1140, to: 1200 });
  expect(spanAround(3, 8, 60)).toEqual({ from: 0, to: 8 });
  const span = { from: 0, to: 60 };
  expect(spanWith(span, 59, 1200, 60)).toEqual(span);
  expect(spanWith(span, 600, 1200, 60)).toEqual({ from: 570, to: 630 });
  expect(spanWith(spanWith(span, 600, 1200, 60), 600, 1200, 60)).toEqual({ from: 570, to: 630 });
  expect(spanWith({ from: 570, to: 630 }, -1, 2, 60)).toEqual({ from: 0, to: 2 });
});

test('only what differs is corrected, amounts of 万元 go as 元, and what is no amount is named', () => {
  const project = sample.reading.projects[0];
  if (!project) throw new Error('the sample has a project');
  const typed = {
    name: project.name,
    code: project.code,
    budget: '9',
    fiscal: '8.00',
    other: '1.00',
    'nodes/0/cumulative': '0',
    'nodes/1/cumulative': '0.00',
    'nodes/2/cumulative': '0',
    'nodes/3/cumulative': '9',
  };
  expect(projectCorrections(project, '/projects/0', typed)).toEqual({
    corrections: [
      { pointer: '/projects/0/budget', value: '90000.00' },
      { pointer: '/projects/0/other', value: '10000.00' },
      { pointer: '/projects/0/nodes/3/cumulative', value: '90000.00' },
    ],
    wrong: [],
  });
  expect(projectCorrections(project, '/projects/0', { ...typed, budget: '八万', name: ' ' }).wrong).toEqual([
    'name',
    'budget',
  ]);
});

test('a target printed anew goes first, then what still differs from its new reading', () => {
  const read = sample.reading.projects[0]?.indicators[0];
  if (!read) throw new Error('the sample has an indicator');
  const at = '/projects/0/indicators/0';
  expect(targetCorrections(at, read, read, undefined)).toEqual([]);
  const typed = { printed: '≤3次', target: { ...read.target, value: '3', direction: 'reverse' as const } };
  const reread = { ...read.target, operator: '<=' as const, value: '3', unit: '次' };
  expect(
    targetCorrections(at, read, { ...typed, target: { ...reread, direction: 'reverse' } }, reread),
  ).toEqual([
    { pointer: `${at}/printed`, value: '≤3次' },
    { pointer: `${at}/target/direction`, value: 'reverse' },
  ]);
});

test('a correction is told by whose field it is', () => {
  const { reading } = sample;
  const name = reading.projects[0]?.name;
  expect(pointedAt(reading, '/projects/0/budget')).toEqual({ owner: name, field: 'budget' });
  expect(pointedAt(reading, '/projects/0/nodes/1/cumulative').day).toBe('2023-06-30');
  expect(pointedAt(reading, '/projects/0/indicators/0/target/unit')).toEqual({
    owner: `${name} ${reading.projects[0]?.indicators[0]?.name}`,
    field: 'unit',
  });
  expect(pointedAt(reading, '/year')).toEqual({ owner: '/year', field: 'else' });
});

test('projects are found by a part of their name or code, whatever its width', () => {
  const { reading } = sample;
  expect(projectsNamed(reading, '')).toHaveLength(8);
  expect(projectsNamed(reading, '叫号')).toEqual([0]);
  expect(projectsNamed(reading, '２+２+3')).toHaveLength(1);
  expect(projectsNamed(reading, '没有')).toEqual([]);
});

function order(kind: string): number {
  return ['question', 'unsure', 'note'].indexOf(kind);
}
