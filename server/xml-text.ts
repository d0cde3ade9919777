/**
 * The same value with every text in it fit for XML, of which Word and Excel files are made: U+FFFE and U+FFFF are no
 * characters there, and one of them makes a whole file unreadable. Control characters are left to what writes the file.
 */
export function fitForXml<Value>(value: Value): Value {
  return without(value) as Value;
}

function without(value: unknown): unknown {
  if (typeof value === 'string') return value.replaceAll(/[\uFFFE\uFFFF]/g, '');
  if (Array.isArray(value)) return value.map(without);
  if (value === null || typeof value !== 'object' || value instanceof Date) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, without(one)]));
}
