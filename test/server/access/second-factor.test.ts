import { describe, expect, test } from 'vitest';
import { createSeal, newTotpSecret, recoveryHash, stepOf, totpUri } from '#server/access/second-factor.ts';

describe('a code', () => {
  // RFC 6238, appendix B, the last six of its eight digits.
  const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
  // biome-ignore format: one case a line
  test.for([
    [59,            '287082', 1],
    [1_111_111_109, '081804', 37_037_036],
    [1_111_111_111, '050471', 37_037_037],
    [2_000_000_000, '279037', 66_666_666],
  ] as const)('at second %i is %s', ([second, code, step]) => {
    expect(stepOf(secret, code, second * 1000)).toBe(step);
    expect(stepOf(secret, ` ${code.slice(0, 3)} ${code.slice(3)} `, second * 1000)).toBe(step);
    // The clock of the authenticator may be half a minute off, either way, and no more.
    expect(stepOf(secret, code, (second + 30) * 1000)).toBe(step);
    expect(stepOf(secret, code, (second - 30) * 1000)).toBe(step);
    expect(stepOf(secret, code, (second + 61) * 1000)).toBeUndefined();
  });

  test.for(['', '12345', '1234567', '28708a', '000000'])('"%s" is none', (code) => {
    expect(stepOf(secret, code, 59_000)).toBeUndefined();
  });

  test('is of a secret of 160 bits, which the QR code carries with the name', () => {
    const made = newTotpSecret();
    expect(made).toMatch(/^[A-Z2-7]{32}$/);
    expect(newTotpSecret()).not.toBe(made);
    expect(decodeURIComponent(totpUri(made, '张敏'))).toMatch(
      /^otpauth:\/\/totp\/对标 Duibiao:张敏\?.*issuer=/,
    );
  });
});

test('a recovery code is the same in small letters and without dashes', () => {
  expect(recoveryHash('abcd efgh-jklm-npqr')).toBe(recoveryHash('ABCD-EFGH-JKLM-NPQR'));
  expect(recoveryHash('ABCD-EFGH-JKLM-NPQS')).not.toBe(recoveryHash('ABCD-EFGH-JKLM-NPQR'));
});

describe('a secret at rest', () => {
  const seal = createSeal('a key of more than thirty-two characters');
  const sealed = seal.seal('GEZDGNBV', 'account-1');

  test('is sealed under SECRET_KEY, anew each time, and opened with it alone', () => {
    expect(sealed).not.toContain('GEZDGNBV');
    expect(seal.seal('GEZDGNBV', 'account-1')).not.toBe(sealed);
    expect(seal.open(sealed, 'account-1')).toBe('GEZDGNBV');
    expect(createSeal('another key of more than thirty-two').open(sealed, 'account-1')).toBeUndefined();
    expect(createSeal(undefined).open(sealed, 'account-1')).toBeUndefined();
  });

  test('cannot be moved to another account, or changed', () => {
    expect(seal.open(sealed, 'account-2')).toBeUndefined();
    expect(seal.open(`${sealed.slice(0, -2)}AA`, 'account-1')).toBeUndefined();
  });

  test('without a key is stored open, and sealed when there is one', () => {
    const open = createSeal(undefined).seal('GEZDGNBV', 'account-1');
    expect(seal.open(open, 'account-1')).toBe('GEZDGNBV');
    expect([seal.isOpen(open), seal.isOpen(sealed), createSeal(undefined).isOpen(open)]).toEqual([
      true,
      false,
      false,
    ]);
  });
});
