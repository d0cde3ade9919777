import i18next from 'i18next';
import { wallEn, wallZh } from './wall.ts';

// What shows the wall, its links, charts or titles imports this file, so that the texts are there before they are shown.
i18next.addResourceBundle('zh', 'translation', wallZh, true);
i18next.addResourceBundle('en', 'translation', wallEn, true);
