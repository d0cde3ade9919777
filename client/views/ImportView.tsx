import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from 'react-aria-components/Button';
import { DropZone } from 'react-aria-components/DropZone';
import { FileTrigger } from 'react-aria-components/FileTrigger';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { write } from '../data/request.ts';
import { useRights } from '../data/rights.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { WriteProblem } from '../ui/WriteProblem.tsx';
import { ImportTabs } from './import/ImportTabs.tsx';
import { Steps } from './import/Steps.tsx';
import './import/import.css';

/** What the file dialogue offers; what a file really is, the server finds out. */
const offered = ['.docx', '.xlsx', '.pdf', '.txt'];

/** The first step of an import: a document dropped or chosen, or the whole text pasted. */
export default function ImportView() {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const [, go] = useLocation();
  const [text, setText] = useState('');
  const read = useMutation({
    mutationFn: (document: File | string) => {
      if (typeof document === 'string') return write('PlanImport', 'POST', 'plan-imports', document);
      const form = new FormData();
      form.append('file', document, document.name);
      return write('PlanImport', 'POST', 'plan-imports', form);
    },
    onSuccess: async ({ id }) => {
      await cache.invalidateQueries({ queryKey: ['plans'] });
      go(`/import/${id}`);
    },
  });
  const mayImport = useRights().may('import');
  const take = (file: File | undefined) => {
    if (file && !read.isPending) read.mutate(file);
  };
  if (!mayImport) return <EmptyState>{t('import.notYours')}</EmptyState>;
  const coming = read.isPending && read.variables instanceof File ? read.variables.name : undefined;
  return (
    <div className="page import-start">
      <h1 className="visually-hidden">{t('import.title')}</h1>
      <ImportTabs at="plan" />
      <Steps at={1} />
      <p className="muted">{t('import.lead')}</p>
      <DropZone
        className="drop"
        aria-label={t('import.choose')}
        onDrop={async (event) => {
          const item = event.items.find((each) => each.kind === 'file');
          if (item?.kind === 'file') take(await item.getFile());
        }}
      >
        <span>{t('import.drop')}</span>
        <FileTrigger acceptedFileTypes={offered} onSelect={(files) => take(files?.[0])}>
          <Button className="button primary" isDisabled={read.isPending}>
            {t(read.isPending ? 'import.reading' : 'import.choose')}
          </Button>
        </FileTrigger>
      </DropZone>
      <p role="status" className="muted">
        {coming !== undefined && t('import.readingFile', { name: coming })}
      </p>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (text.trim()) read.mutate(text);
        }}
      >
        <div className="field">
          <label htmlFor="plan-text">{t('import.paste')}</label>
          <textarea
            id="plan-text"
            aria-label={t('import.pasteLabel')}
            rows={8}
            spellCheck={false}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        </div>
        <div className="actions">
          <button type="submit" className="button" disabled={!text.trim() || read.isPending}>
            {t(read.isPending ? 'import.reading' : 'import.read')}
          </button>
        </div>
      </form>
      <WriteProblem error={read.error} />
    </div>
  );
}
