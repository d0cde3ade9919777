import { useQueryClient } from '@tanstack/react-query';
import { useReducer, useRef, useState } from 'react';
import type { ImportKind, ImportProblem } from '#shared/imports.ts';
import { RequestProblem, remove } from '../../data/request.ts';
import { upload } from '../../data/upload.ts';
import { next, type Sent, start } from './steps.ts';

/** An import of a file from choosing to stored: where it stands, how much has been sent, and what one can do. */
export function useFileImport(kind: ImportKind) {
  const cache = useQueryClient();
  const [step, tell] = useReducer(next, start);
  const [sentPart, setSentPart] = useState(0);
  const running = useRef<AbortController>(undefined);

  const send = async (id: string, file: File, sent: Sent, query: Record<string, string>) => {
    running.current?.abort();
    const controller = new AbortController();
    running.current = controller;
    setSentPart(0);
    const path = `imports/${kind}?${new URLSearchParams({ ...query, id })}`;
    try {
      const onSent = (part: number) => running.current === controller && setSentPart(part);
      const form = formOf(file, sent);
      const outcome = await upload('ImportOutcome', path, form, { onSent, signal: controller.signal });
      tell({ do: 'answered', id, outcome });
      return outcome;
    } catch (error) {
      const aborted = error instanceof RequestProblem && ['aborted', 'cancelled'].includes(error.code ?? '');
      if (aborted) tell({ do: 'cancelled', id });
      else if (error instanceof Error) tell({ do: 'refused', id, error, refusal: refusalOf(error) });
      return undefined;
    }
  };

  const check = (file: File, sent: Sent) => {
    const id = crypto.randomUUID();
    tell({ do: 'check', id, file, sent });
    void send(id, file, sent, { dryRun: 'true' });
  };
  const store = async (skipBad: boolean, coveredTo: string | undefined) => {
    if (step.at !== 'checked') return;
    const id = crypto.randomUUID();
    tell({ do: 'store', id });
    const sent = { ...step.sent, coveredTo };
    const outcome = await send(id, step.file, sent, skipBad ? { onError: 'skip' } : {});
    if (outcome) await cache.invalidateQueries();
  };
  const cancel = async () => {
    if (step.at !== 'checking' && step.at !== 'storing') return;
    const { id } = step;
    // The server first: what it has begun it takes back. The answer to the upload says how it ended.
    const stopped = await remove(`imports/${id}`).then(
      () => true,
      () => false,
    );
    if (!stopped || step.at === 'checking') running.current?.abort();
  };
  return { step, sentPart, check, store, cancel, again: () => tell({ do: 'again' }) };
}

/** Fields before the file: the server knows them when the rows begin to come. */
function formOf(file: File, { mapping, ...texts }: Sent & { coveredTo?: string | undefined }): FormData {
  const form = new FormData();
  if (mapping) form.append('mapping', JSON.stringify(mapping));
  for (const [name, text] of Object.entries(texts)) if (text) form.append(name, text);
  form.append('file', file, file.name);
  return form;
}

function refusalOf(error: Error): ImportProblem | undefined {
  return error instanceof RequestProblem ? (error.answer as ImportProblem) : undefined;
}
