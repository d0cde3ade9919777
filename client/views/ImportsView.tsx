import { useTranslation } from 'react-i18next';
import { useQueryValues } from '../data/moment.ts';
import { useRights } from '../data/rights.ts';
import { importList, planDocumentList } from '../data/tables.ts';
import { ImportTabs } from './import/ImportTabs.tsx';
import { FileImports } from './imports/FileImports.tsx';
import { PlanDocuments } from './imports/PlanDocuments.tsx';
import '../text/with-tables.ts';
import './imports/imports.css';

/** All that either list may be narrowed by. */
const narrowing = ['q', 'sort', 'checks', ...importList.filters, ...planDocumentList.filters];

/** What came in so far: the files of vouchers and values, or the plan documents; `?of=plans` says which. */
export default function ImportsView() {
  const { t } = useTranslation();
  const { may } = useRights();
  const [params, setValues] = useQueryValues();
  const isOfPlans = may('import') && params.get('of') === 'plans';
  // What narrowed the one says nothing of the other.
  const turn = (of: string | undefined) =>
    setValues({ ...Object.fromEntries(narrowing.map((name) => [name, undefined])), of });
  return (
    <div className="page">
      <h1 className="visually-hidden">{t('imports.tabs.all')}</h1>
      <ImportTabs at="all" />
      {may('import') && (
        <fieldset className="chips no-print">
          <legend className="visually-hidden">{t('imports.tabs.all')}</legend>
          <button type="button" className="chip" aria-pressed={!isOfPlans} onClick={() => turn(undefined)}>
            {t('imports.files')}
          </button>
          <button type="button" className="chip" aria-pressed={isOfPlans} onClick={() => turn('plans')}>
            {t('imports.plans')}
          </button>
        </fieldset>
      )}
      {isOfPlans ? <PlanDocuments /> : <FileImports />}
    </div>
  );
}
