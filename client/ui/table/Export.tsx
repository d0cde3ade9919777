import { useTranslation } from 'react-i18next';
import { type Params, queryText } from '../../data/request.ts';
import { Download } from '../Download.tsx';

/** Hands out what a table shows as a workbook, with every row that its filters leave, in its order. */
export function Export({ path, filter }: { path: string; filter: Params }) {
  const { t } = useTranslation();
  return (
    <Download path={`${path}${queryText({ ...filter, format: 'xlsx' })}`}>{t('tables.export')}</Download>
  );
}
