import { addTexts } from './i18n.ts';
import { tablesEn, tablesZh } from './tables.ts';

// Views with tables import this file, so that their texts are there before they are shown.
addTexts({ zh: tablesZh, en: tablesEn });
