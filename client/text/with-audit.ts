import { auditEn, auditZh } from './audit.ts';
import { addTexts } from './i18n.ts';

// The view of the trail imports this file, so that its texts are there before they are shown.
addTexts({ zh: auditZh, en: auditEn });
