import i18next from 'i18next';
import { tablesEn, tablesZh } from './tables.ts';

// Views with tables import this file, so that their texts are there before they are shown.
i18next.addResourceBundle('zh', 'translation', tablesZh, true);
i18next.addResourceBundle('en', 'translation', tablesEn, true);
