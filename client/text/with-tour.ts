import i18next from 'i18next';
import { tourEn, tourZh } from './tour.ts';

// The tour imports this file, so that its texts are there before they are shown.
i18next.addResourceBundle('zh', 'translation', tourZh, true);
i18next.addResourceBundle('en', 'translation', tourEn, true);
