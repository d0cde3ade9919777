import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';

/** Ten codes that stand in for the authenticator, once each. */
export const recoveryCodeCount = 10;
const period = 30;

/** A new secret of 160 bits, as RFC 4226 asks. */
export function newTotpSecret(): string {
  return new Secret({ size: 20 }).base32;
}

/** What an authenticator reads from the QR code. */
export function totpUri(secret: string, username: string): string {
  return totp(secret, username).toString();
}

/**
 * The time step whose code this is, of the present one and its two neighbours: clocks differ. Undefined where
 * it is none of theirs. Whether the step was taken before, the database decides.
 */
export function stepOf(secret: string, code: string, now: number): number | undefined {
  const token = code.normalize('NFKC').replace(/\s/g, '');
  const delta = totp(secret, '').validate({ token, timestamp: now, window: 1 });
  return delta === null ? undefined : Math.floor(now / 1000 / period) + delta;
}

/** Recovery codes are random, so one round of SHA-256 keeps them. Blanks, dashes and small letters are forgiven. */
export function recoveryHash(code: string): string {
  const plain = code.normalize('NFKC').toUpperCase().replace(/[\s-]/g, '');
  return createHash('sha256').update(`recovery ${plain}`).digest('hex');
}

function totp(secret: string, label: string): TOTP {
  return new TOTP({ issuer: '对标 Duibiao', label, secret: Secret.fromBase32(secret), period });
}

/** How secrets that must be read again are stored. */
export interface Seal {
  /** Whether there is a key to seal with. */
  hasKey: boolean;
  seal(secret: string, accountId: string): string;
  /** The secret as it was; undefined where it was sealed with another key, or for another account. */
  open(sealed: string, accountId: string): string | undefined;
  /** Whether it should be sealed anew: it was stored before there was a key. */
  isOpen(sealed: string): boolean;
}

/**
 * Seals with AES-256-GCM under `SECRET_KEY`, bound to the account. Without one the secret is stored as it is:
 * a key that the product would have to keep beside the database would protect nothing from whoever reads the
 * one and thereby the other. What was stored open is sealed when it is next used with a key at hand.
 */
export function createSeal(secretKey: string | undefined): Seal {
  const key = secretKey && Buffer.from(hkdfSync('sha256', secretKey, '', 'duibiao second factor', 32));
  return {
    hasKey: Boolean(key),
    isOpen: (sealed) => sealed.startsWith('open:') && Boolean(key),
    seal(secret, accountId) {
      if (!key) return `open:${secret}`;
      const nonce = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(accountId));
      const text = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
      return `sealed:${Buffer.concat([nonce, cipher.getAuthTag(), text]).toString('base64url')}`;
    },
    open(sealed, accountId) {
      if (sealed.startsWith('open:')) return sealed.slice('open:'.length);
      if (!key) return undefined;
      const bytes = Buffer.from(sealed.slice('sealed:'.length), 'base64url');
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12));
      decipher.setAAD(Buffer.from(accountId)).setAuthTag(bytes.subarray(12, 28));
      try {
        return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8');
      } catch {
        return undefined;
      }
    },
  };
}
