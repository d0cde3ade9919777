import { addTexts } from './i18n.ts';
import { papersEn, papersZh } from './papers.ts';

// Views of papers import this file, so that its texts are there before they are shown.
addTexts({ zh: papersZh, en: papersEn });
