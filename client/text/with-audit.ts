import i18next from 'i18next';
import { auditEn, auditZh } from './audit.ts';

// The view of the trail imports this file, so that its texts are there before they are shown.
i18next.addResourceBundle('zh', 'translation', auditZh, true);
i18next.addResourceBundle('en', 'translation', auditEn, true);
