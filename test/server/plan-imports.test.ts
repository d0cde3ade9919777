import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openDb } from '#db/open.ts';
import { samplePlan } from '#db/sample/plan-2023.ts';
import type { PlanImport, PlanImportWhole, Problem, Project, ProjectWhole } from '#shared/api.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { onEachDatabase, type TestDatabase } from '../support/databases.ts';
import { aPlan } from '../support/plans.ts';
import { toldJson } from '../support/told.ts';

onEachDatabase('a plan document', (fresh) => {
  let at: TestDatabase;
  let app: TestApp;

  beforeAll(async () => {
    at = await fresh();
    app = await startTestApp(at.url, { CLOCK: '2023-01-01' });
  });
  afterAll(async () => {
    await app.stop();
    await at.drop();
  });

  const read = (text: string) => app.ok<PlanImport>('POST', '/plan-imports', text);
  const patch = (id: string, body: object) =>
    app.call<PlanImport & Problem>('PATCH', `/plan-imports/${id}`, body);
  const commit = (id: string) => app.call<Problem>('POST', `/plan-imports/${id}/commit`);
  const upload = async (bytes: Uint8Array<ArrayBuffer> | string, fileName: string, field = 'file') => {
    const form = new FormData();
    form.append(field, new Blob([bytes]), fileName);
    const { cookie } = app;
    const options = { method: 'POST', body: form, headers: { cookie } };
    const response = await fetch(`${app.address}/api/v1/plan-imports`, options);
    return { status: response.status, body: (await response.json()) as PlanImport & Problem };
  };

  test('is a draft with its source, and changes nothing before it is committed', async () => {
    const made = await app.call<PlanImport>('POST', '/plan-imports', samplePlan);
    expect(made).toMatchObject({ status: 201, body: { state: 'draft', fileName: null, createdBy: 'admin' } });
    expect(made.headers.get('location')).toBe(`/api/v1/plan-imports/${made.body.id}`);
    expect(made.body.reading.projects).toHaveLength(8);
    const whole = await app.ok<PlanImportWhole>('GET', `/plan-imports/${made.body.id}`);
    expect(whole.source).toEqual(samplePlan.split('\n'));
    const { line = 0, code = '' } = whole.reading.projects[0] ?? {};
    expect(whole.source.slice(line - 1, line + 8).join('\n')).toContain(code);
    expect(await app.ok('GET', '/projects')).toMatchObject({ items: [] });
  });

  test('that names no year is read as one of the current year until somebody says which', async () => {
    const { reading, questions } = await read(aPlan().replace('2023年', ''));
    expect(questions).toContainEqual(expect.objectContaining({ id: 'year/1', blocks: true }));
    expect(reading.projects[0]?.nodes.map(({ day }) => day)).toContain('2023-06-30');
  });

  describe('with a question that blocks', () => {
    test('cannot be committed before the question is answered, and then holds what was answered', async () => {
      const { id, questions } = await read(aPlan({ target: '约3个', name: '有疑问' }));
      const [question] = questions.filter(({ blocks }) => blocks);
      const refused = await commit(id);
      expect([refused.status, refused.body.code]).toEqual([409, 'open_questions']);
      expect(refused.body.errors).toMatchObject([{ pointer: `/questions/${question?.id}` }]);

      const wrong = { answers: [{ question: question?.id, answer: '约4个' }] };
      const unread = await patch(id, wrong);
      expect(unread).toMatchObject({ status: 422, body: { errors: [{ pointer: '/answers/0/answer' }] } });
      expect((await patch(id, { answers: [{ question: 'none', answer: '≥3个' }] })).status).toBe(422);

      const right = await patch(id, { answers: [{ question: question?.id, answer: '≥3个' }] });
      expect(right.status).toBe(200);
      expect(right.body.reading.projects[0]?.indicators[0]?.target).toMatchObject({
        value: '3',
        operator: '>=',
      });
      expect((await app.ok<PlanImport>('GET', `/plan-imports/${id}`)).questions).toEqual(
        right.body.questions,
      );
    });
  });

  test('is told in the language of whoever looks, and takes a choice in either', async () => {
    const english = { 'accept-language': 'en' };
    const text = aPlan({ target: '约3个', name: '两种语言' }).replace('单位：万元', '');
    const made = await app.call<PlanImport>('POST', '/plan-imports', text, english);
    const { id } = made.body;
    const unit = (body: PlanImport) => body.questions.find((one) => one.id.startsWith('unit/'));
    expect(unit(made.body)).toMatchObject({
      subject: 'Unit of the amounts',
      message: expect.stringMatching(/^One project states no unit for amounts/),
      choices: ['10,000 yuan', 'yuan'],
    });
    expect(unit(await app.ok<PlanImport>('GET', `/plan-imports/${id}`))).toMatchObject({
      subject: '金额单位',
      message: expect.stringMatching(/^有1个项目没有写明金额单位/),
      choices: ['万元', '元'],
    });
    const target = made.body.reading.projects[0]?.indicators[0]?.target.notes.join(' ');
    expect(target).toBe('“约” cannot be judged as it stands; please confirm the target.');

    const answers = [{ question: unit(made.body)?.id, answer: 'yuan' }];
    const answered = await app.call<PlanImport>('PATCH', `/plan-imports/${id}`, { answers }, english);
    expect(answered.body.reading.projects[0]).toMatchObject({ budget: '8.00' });
    expect(unit(answered.body)?.answer).toBe('yuan');
    expect(answered.body.corrections).toMatchObject([{ value: 'yuan' }]);
    const whole = await app.ok<PlanImport>('GET', `/plan-imports/${id}`);
    expect([unit(whole)?.answer, whole.corrections[0]?.value]).toEqual(['元', '元']);

    const wrong = {
      answers: [{ question: whole.questions.find(({ answer }) => !answer)?.id, answer: '约4个' }],
    };
    const refused = await app.call<Problem>('PATCH', `/plan-imports/${id}`, wrong, english);
    expect(refused.body.detail).toMatch(/^“约4个” cannot be read as a target\. “约” cannot be judged/);
    const early = await app.call<Problem>('POST', `/plan-imports/${id}/commit`, {}, english);
    expect(early.body.errors?.[0]?.message).toMatch(/^Target “约3个” of “设备数量”: “约” cannot/);
  });

  test('that was read before there were two languages is shown as it is, answered, and put in force', async () => {
    const text = aPlan({ target: '3.0', name: '从前', department: '435009 某局旧部' });
    const { id } = await read(text.replace('单位：万元', ''));
    const db = await openDb({ url: at.url, timeZone: 'Asia/Shanghai' });
    const before = await db.read
      .selectFrom('plan_import')
      .selectAll()
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    const reading = toldJson(before.reading, 'zh');
    const questions = toldJson(before.questions, 'zh');
    expect(reading).not.toContain('"zh"');
    await db.write((trx) =>
      trx.updateTable('plan_import').set({ reading, questions }).where('id', '=', id).execute(),
    );
    await db.close();
    const english = { 'accept-language': 'en' };
    const shown = await app.call<PlanImport>('GET', `/plan-imports/${id}`, undefined, english);
    expect(shown.body.questions[0]?.message).toMatch(/^有1个项目没有写明金额单位/);
    const open = shown.body.questions.filter(({ blocks }) => blocks);
    const answers = open.map(({ id: question, choices }) => ({ question, answer: choices?.[0] }));
    const answered = await app.call<PlanImport>('PATCH', `/plan-imports/${id}`, { answers }, english);
    expect(answered.status).toBe(200);
    expect(answered.body.questions[0]?.message).toMatch(/^有1个项目没有写明金额单位/);
    expect((await commit(id)).status).toBe(200);
  });

  test('put in force tells what was read of its targets in the language of whoever looks', async () => {
    const { id } = await read(
      aPlan({ target: '3', name: '假设', codes: 'N', department: '435010 某局新部' }),
    );
    await commit(id);
    for (const [language, says] of [
      ['en', 'No operator is printed: read as “=” (reaching it is enough).'],
      ['zh', '没有运算符，按“=”理解（达到即为完成）。'],
    ] as const) {
      const headers = { 'accept-language': language };
      for (const path of ['/projects/N001', '/projects/N001/snapshot']) {
        const { body } = await app.call<object>('GET', path, undefined, headers);
        expect(JSON.stringify(body)).toContain(JSON.stringify(says).slice(1, -1));
        expect(JSON.stringify(body)).not.toContain('"zh":');
      }
      const parsed = await app.call<{ notes: string[] }>(
        'POST',
        '/targets/parse',
        { name: '设备数量', level2: '数量指标', value: '3', year: 2023 },
        headers,
      );
      expect(parsed.body.notes).toContain(says);
    }
  });

  test('keeps who answered and corrected what, and shows it', async () => {
    const { id, questions, corrections } = await read(aPlan({ target: '约3个', name: '留痕' }));
    expect(corrections).toEqual([]);
    const question = questions.find(({ blocks }) => blocks)?.id;
    await patch(id, { answers: [{ question, answer: '≥3个' }] });
    const changed = await patch(id, { corrections: [{ pointer: '/projects/0/name', value: '改过的名称' }] });
    const kept = [
      { by: 'admin', what: question, value: '≥3个' },
      { by: 'admin', what: '/projects/0/name', value: '改过的名称' },
    ];
    expect(changed.body.corrections).toMatchObject(kept);
    const whole = await app.ok<PlanImportWhole>('GET', `/plan-imports/${id}`);
    expect(whole.corrections).toMatchObject(kept);
    expect(whole.corrections[0]?.at).toMatch(/^\d{4}-\d{2}-\d{2}T/);
  });

  test('takes corrections, all or none', async () => {
    const { id } = await read(aPlan({ name: '更正' }));
    const good = { pointer: '/projects/0/name', value: '更正后的名称' };
    const bad = { pointer: '/projects/0/budget', value: '八万' };
    const refused = await patch(id, { corrections: [good, bad] });
    expect(refused).toMatchObject({ status: 422, body: { errors: [{ pointer: '/corrections/1/value' }] } });
    expect((await patch(id, { corrections: [{ pointer: 'projects', value: 1 }] })).status).toBe(422);
    expect((await patch(id, { corrections: [{ pointer: '/projects/0/name' }] })).status).toBe(422);
    const before = await app.ok<PlanImport>('GET', `/plan-imports/${id}`);
    expect(before.reading.projects[0]?.name).toBe('更正1');
    const changed = await patch(id, { corrections: [good] });
    expect(changed.body.reading.projects[0]?.name).toBe('更正后的名称');
  });

  test.for([1, 300])('of %i project(s) keeps what two people correct at the same time', async (projects) => {
    const { id } = await read(aPlan({ projects, name: '同时', codes: 'P' }));
    const corrections = [
      { pointer: '/projects/0/name', value: '一' },
      { pointer: '/projects/0/purpose', value: '二' },
    ];
    const changed = await Promise.all(corrections.map((one) => patch(id, { corrections: [one] })));
    expect(changed.map(({ status }) => status)).toEqual([200, 200]);
    const { reading } = await app.ok<PlanImport>('GET', `/plan-imports/${id}`);
    expect(reading.projects[0]).toMatchObject({ name: '一', purpose: '二' });
    const refused = await patch(id, { corrections: [{ pointer: '/projects/0/budget', value: '八万' }] });
    expect(refused).toMatchObject({ status: 422, body: { errors: [{ pointer: '/corrections/0/value' }] } });
  });

  test('is committed once: again is a 409, and so is the same plan read again', async () => {
    const { id } = await read(samplePlan);
    const [one, two] = await Promise.all([commit(id), commit(id)]);
    expect([one.status, two.status].toSorted()).toEqual([200, 409]);
    expect([one, two].find(({ status }) => status === 200)?.body).toMatchObject({
      projects: 8,
      indicators: 56,
      departmentIndicators: 16,
      closed: false,
    });
    expect((await commit(id)).body.code).toBe('same_plan');
    expect(
      (await patch(id, { corrections: [{ pointer: '/projects/0/name', value: 'x' }] })).body,
    ).toMatchObject({
      status: 409,
      code: 'committed',
    });
    expect(await app.ok('GET', `/plan-imports/${id}`)).toMatchObject({ state: 'committed' });
    const again = await app.call<PlanImport>('POST', '/plan-imports', samplePlan);
    expect(again.status).toBe(201);
    const refused = await commit(again.body.id);
    expect([refused.status, refused.body.code]).toEqual([409, 'same_plan']);
    expect(await app.ok<ProjectWhole>('GET', '/projects/13052923P00533C10004D')).toMatchObject({
      year: 2023,
    });
  });

  test('comes as a file in UTF-8, with or without its mark, and in GB18030', async () => {
    const text = aPlan({ name: '上传㐂' });
    const utf8 = new TextEncoder().encode(text);
    for (const bytes of [utf8, new Uint8Array([0xef, 0xbb, 0xbf, ...utf8]), gb18030(text)]) {
      const { status, body } = await upload(bytes, '绩效文本.txt');
      expect(status).toBe(201);
      expect(body.fileName).toBe('绩效文本.txt');
      expect(body.reading.projects[0]).toMatchObject({ code: 'A001', name: '上传㐂1', budget: '80000.00' });
      const { source } = await app.ok<PlanImportWhole>('GET', `/plan-imports/${body.id}`);
      expect(source).toEqual(text.split('\n'));
    }
  });

  test('comes as Word, Excel or PDF, and each line says where in the file it stands', async () => {
    const file = (name: string) =>
      new Uint8Array(readFileSync(new URL(`intake/documents/${name}`, import.meta.url)));
    for (const [name, kind, place] of [
      // Its name may say what it likes.
      ['sample-plan.docx', 'docx', '表1 第1行'],
      ['sample-plan.xlsx', 'xlsx', '工作表“Sheet1”第41行'],
      ['sample-plan.pdf', 'pdf', '第2页'],
    ] as const) {
      const { status, body } = await upload(file(name), `${kind}.txt`);
      expect(status).toBe(201);
      expect(body).toMatchObject({ kind, state: 'draft', fileName: `${kind}.txt`, createdBy: 'admin' });
      const { source, places, revises, ...rest } = await app.ok<PlanImportWhole>(
        'GET',
        `/plan-imports/${body.id}`,
      );
      expect(rest).toEqual(body);
      // The plan that another container brought is in force: read to the same figures, nothing differs.
      expect(revises).toMatchObject({ version: 1, changes: [], department: [] });
      expect(places).toHaveLength(source.length);
      expect(places?.[(rest.reading.projects[0]?.line ?? 0) - 1]).toBe(place);
    }
    const { id } = await read(aPlan());
    expect(await app.ok('GET', `/plan-imports/${id}`)).toMatchObject({ kind: 'txt', places: null });
  });

  test('of 50 MB is refused, and the server goes on', async () => {
    const { status, body } = await upload(new Uint8Array(50 * 1024 * 1024), 'plan.pdf');
    expect([status, body.code]).toEqual([413, 'too_large']);
    expect((await read(aPlan())).state).toBe('draft');
  });

  // biome-ignore format: one case a line
  test.for([
    ['plan.docx',  'PK\u0003\u0004',       422, 'corrupt'],
    ['plan.pdf',   '%PDF-1.7',             422, 'corrupt'],
    ['plan.txt',   '%PDF-1.7',             422, 'corrupt'],
    ['plan.xlsx',  'PK\u0003\u0004',       422, 'corrupt'],
    ['plan.exe',   'MZ',                   415, 'unsupported'],
    ['plan.txt',   'a\u0000b',             415, 'unsupported'],
    ['plan.txt',   '',                     422, undefined],
    ['plan.txt',   '今天天气很好。',       422, undefined],
  ] as const)('%s that begins %j is a %i with a clear sentence', async ([name, content, status, code]) => {
    const answer = await upload(content, name);
    expect(answer.status).toBe(status);
    if (code) expect(answer.body.code).toBe(code);
    expect(answer.body.detail).toMatch(/[\u4e00-\u9fff]{4}/);
  });

  test('is missing from a form without the field file', async () => {
    const { status, body } = await upload(aPlan(), 'plan.txt', 'attachment');
    expect([status, body.code]).toEqual([422, 'file_missing']);
  });

  test('is listed with those that were read before, the newest first, page by page', async () => {
    const { id } = await read(aPlan({ codes: 'Z' }));
    type Page = {
      items: { id: string; state: string; planVersion: number | null }[];
      nextCursor: string | null;
    };
    const first = await app.ok<Page>('GET', '/plan-imports?limit=1');
    expect(first.items).toMatchObject([{ id, state: 'draft', planVersion: null }]);
    const seen = [...first.items];
    for (let cursor = first.nextCursor; cursor; ) {
      const page = await app.ok<Page>('GET', `/plan-imports?limit=2&cursor=${encodeURIComponent(cursor)}`);
      seen.push(...page.items);
      cursor = page.nextCursor;
    }
    expect(new Set(seen.map((one) => one.id)).size).toBe(seen.length);
    expect(seen.some(({ state, planVersion }) => state === 'committed' && planVersion === 1)).toBe(true);
    expect((await app.call('GET', '/plan-imports?cursor=x')).status).toBe(400);
  });
});

onEachDatabase('two departments', (fresh) => {
  let at: TestDatabase;
  let app: TestApp;

  beforeAll(async () => {
    at = await fresh();
    app = await startTestApp(at.url, { CLOCK: '2023-01-01' });
  });
  afterAll(async () => {
    await app.stop();
    await at.drop();
  });

  const commit = async (text: string) => {
    const { id } = await app.ok<PlanImport>('POST', '/plan-imports', text);
    return await app.call<Problem>('POST', `/plan-imports/${id}/commit`);
  };

  test('each put a plan of the same year in force, and the overview adds them up', async () => {
    expect(await commit(aPlan({ codes: 'A', projects: 2 }))).toMatchObject({ status: 200 });
    const second = aPlan({ department: '435002 某局分中心', codes: 'B', projects: 3 });
    expect(await commit(second)).toMatchObject({ status: 200, body: { projects: 3, planVersion: 1 } });
    const { items } = await app.ok<{ items: Project[] }>('GET', '/projects');
    expect(items.map(({ code }) => code).toSorted()).toEqual(['A001', 'A002', 'B001', 'B002', 'B003']);
    expect(await app.ok('GET', '/overview')).toMatchObject({ budget: '400000.00' });
    expect((await commit(second)).body.code).toBe('same_plan');
  });

  test('cannot have the same project code in a year: the refusal names it, and nothing is stored', async () => {
    const { status, body } = await commit(
      aPlan({ department: '435003 某局服务站', codes: 'B', projects: 4 }),
    );
    expect([status, body.code]).toEqual([409, 'project_codes_taken']);
    expect(body.detail).toContain('B001等3个');
    expect((await app.ok<{ items: Project[] }>('GET', '/projects')).items).toHaveLength(5);
    const own = aPlan({ department: '435003 某局服务站', codes: 'C' });
    expect((await commit(own)).status).toBe(200);
  });
});

/** Text in GB18030, by trying every two-byte code: JavaScript only decodes it. What is rare takes four bytes. */
function gb18030(text: string): Uint8Array<ArrayBuffer> {
  const decoder = new TextDecoder('gb18030');
  const codes = new Map<string, number[]>([['㐂', [0x81, 0x39, 0xef, 0x31]]]);
  for (let high = 0x81; high <= 0xfe; high += 1) {
    for (let low = 0x40; low <= 0xfe; low += 1) {
      const character = decoder.decode(new Uint8Array([high, low]));
      if (character.length === 1 && !codes.has(character)) codes.set(character, [high, low]);
    }
  }
  return new Uint8Array(
    [...text].flatMap((character) =>
      character.charCodeAt(0) < 0x80 ? [character.charCodeAt(0)] : (codes.get(character) ?? []),
    ),
  );
}
