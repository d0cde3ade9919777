import i18next from 'i18next';
import { papersEn, papersZh } from './papers.ts';

// Views of papers import this file, so that its texts are there before they are shown.
i18next.addResourceBundle('zh', 'translation', papersZh, true);
i18next.addResourceBundle('en', 'translation', papersEn, true);
