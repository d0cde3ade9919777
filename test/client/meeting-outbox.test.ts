import { expect, test } from 'vitest';
import { createOutbox, type Outcome } from '../../client/views/meetings/outbox.ts';
import {
  nextToSend,
  queued,
  requestOf,
  type Typed,
  type Unsent,
} from '../../client/views/meetings/unsent.ts';

const decide = (item: string, text: string | null = null): Typed => ({
  what: 'decision',
  item,
  body: { decision: 'continue', text },
});
const act = (item: string, what: string): Typed => ({
  what: 'action',
  item,
  body: { what, who: '张敏', by: '2023-10-31' },
});
const unsent = (key: string, typed: Typed): Unsent => ({
  key,
  meeting: 'm',
  typed,
  at: '2023-07-15T00:00:00Z',
});
const keys = (queue: readonly Unsent[]) => queue.map(({ key }) => key);

test('a decision made again takes the place of the one that waits, of the same item only', () => {
  let queue = queued([], unsent('1', decide('a')));
  queue = queued(queue, unsent('2', decide('b')));
  queue = queued(queue, unsent('3', decide('a', '改了')));
  expect(keys(queue)).toEqual(['2', '3']);
});

test('what is on its way is not replaced: the newer one goes after it', () => {
  const queue = queued([unsent('1', decide('a'))], unsent('2', decide('a')), '1');
  expect(keys(queue)).toEqual(['1', '2']);
});

test('two actions of an item are two, even with the same words', () => {
  const queue = queued([unsent('1', act('a', '催办'))], unsent('2', act('a', '催办')));
  expect(keys(queue)).toEqual(['1', '2']);
});

test('an action that was never sent is changed, or dropped, where it waits', () => {
  const waiting = [unsent('1', act('a', '催办'))];
  const body = { what: '五月前支付', who: '李强', by: '2023-09-30' };
  const changed = queued(waiting, unsent('2', { what: 'action-change', item: 'a', action: '1', body }));
  expect(changed).toEqual([unsent('1', { what: 'action', item: 'a', body })]);
  expect(queued(waiting, unsent('2', { what: 'action-gone', item: 'a', action: '1' }))).toEqual([]);
});

test('a change of an action that is on its way follows it', () => {
  const gone: Typed = { what: 'action-gone', item: 'a', action: '1' };
  expect(keys(queued([unsent('1', act('a', '催办'))], unsent('2', gone), '1'))).toEqual(['1', '2']);
});

test('what was refused does not hold up the others', () => {
  const queue = [{ ...unsent('1', decide('a')), refused: '会议已结束' }, unsent('2', decide('b'))];
  expect(nextToSend(queue)?.key).toBe('2');
});

test('each thing typed knows its request', () => {
  expect(requestOf(unsent('1', decide('a')))).toEqual({
    method: 'PUT',
    path: 'meetings/m/items/a/decision',
    body: { decision: 'continue', text: null },
  });
  expect(requestOf(unsent('1', act('a', '催办')))).toMatchObject({
    method: 'POST',
    path: 'meetings/m/items/a/actions',
  });
  const gone: Typed = { what: 'action-gone', item: 'a', action: 'x' };
  expect(requestOf(unsent('1', gone))).toEqual({ method: 'DELETE', path: 'meeting-actions/x' });
});

/** An outbox whose server answers as told; what was sent, and what the store holds. */
function anOutbox(answer: (unsent: Unsent) => Outcome | Promise<Outcome>, kept?: string) {
  const store = { text: kept };
  const sent: Unsent[] = [];
  let number = 0;
  const open = () =>
    createOutbox({
      store: {
        read: () => store.text,
        write: (text) => {
          store.text = text;
        },
      },
      send: async (each) => {
        sent.push(each);
        return await answer(each);
      },
      arrived: () => undefined,
      now: () => '2023-07-15T00:00:00Z',
      newKey: () => `key${++number}`,
    });
  return { box: open(), open, sent, store };
}

test('what is typed while the server is away is kept over a reload and sent in its order, with the same key', async () => {
  let away = true;
  const { box, open, sent } = anOutbox(() => (away ? { later: true } : { sent: true }));
  box.add('m', decide('a'));
  box.add('m', act('a', '催办'));
  await expect.poll(() => box.isAway()).toBe(true);
  const again = open();
  expect(keys(again.all())).toEqual(['key1', 'key2']);
  away = false;
  sent.length = 0;
  await again.flush();
  expect(keys(sent)).toEqual(['key1', 'key2']);
  expect(again.all()).toEqual([]);
  expect(again.isAway()).toBe(false);
});

test('what is refused stays to be read, until it is thrown away', async () => {
  const { box } = anOutbox(({ typed }) => (typed.item === 'a' ? { refused: '会议已结束' } : { sent: true }));
  box.add('m', decide('a'));
  box.add('m', decide('b'));
  await box.flush();
  await expect.poll(() => box.all().map(({ refused }) => refused)).toEqual(['会议已结束']);
  box.drop('key1');
  expect(box.all()).toEqual([]);
});

test('a change typed before the server has named the action reaches it by its name', async () => {
  let arrive: (outcome: Outcome) => void = () => undefined;
  const { box, sent } = anOutbox(({ typed }) =>
    typed.what === 'action' ? new Promise((resolve) => (arrive = resolve)) : { sent: true },
  );
  box.add('m', act('a', '催办'));
  box.add('m', { what: 'action-gone', item: 'a', action: 'key1' });
  arrive({ sent: true, id: 'named' });
  await expect.poll(() => box.all()).toEqual([]);
  expect(sent[1]?.typed).toEqual({ what: 'action-gone', item: 'a', action: 'named' });
  box.add('m', { what: 'action-gone', item: 'a', action: 'key1' });
  await expect.poll(() => sent.length).toBe(3);
  expect(sent[2]?.typed).toEqual({ what: 'action-gone', item: 'a', action: 'named' });
});

test('a store that holds nonsense is an empty one', () => {
  for (const kept of ['', '{', '[1, null, {"key":"1"}]', '"text"'])
    expect(anOutbox(() => ({ sent: true }), kept).box.all(), kept).toEqual([]);
});
