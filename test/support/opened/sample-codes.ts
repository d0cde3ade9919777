/** Projects of the sample plan that the tests name: the government network, the fibre rent, the one that saved. */
export const network = '13052923P00C785100037';
export const fibre = '13052923P00533C10004D';
export const saving = '13052923P005840113194';
