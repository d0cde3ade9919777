import type { RequestHandler } from 'express';
import helmet from 'helmet';

/** What a dashboard needs of the browser's abilities: copying a secret, and going full-screen on a wall. */
const permissions = [
  'camera=()',
  'microphone=()',
  'geolocation=()',
  'payment=()',
  'usb=()',
  'display-capture=()',
  'clipboard-read=()',
  'clipboard-write=(self)',
  'fullscreen=(self)',
].join(', ');

/**
 * What every answer tells the browser: scripts and styles from our own files alone, none written into a page,
 * nothing evaluated, nothing from another host, no frame around us, no address of ours told to others. Over
 * https it also stays there.
 */
export function securityHeaders(publicUrl: string | undefined): RequestHandler[] {
  const self = "'self'";
  const none = "'none'";
  return [
    helmet({
      contentSecurityPolicy: {
        useDefaults: false,
        directives: {
          defaultSrc: [self],
          scriptSrc: [self],
          scriptSrcAttr: [none],
          styleSrc: [self],
          imgSrc: [self, 'data:'],
          connectSrc: [self],
          objectSrc: [none],
          baseUri: [none],
          formAction: [self],
          frameAncestors: [none],
        },
      },
      referrerPolicy: { policy: 'no-referrer' },
      strictTransportSecurity: publicUrl?.startsWith('https:') ?? false,
    }),
    (_, res, next) => {
      res.set('Permissions-Policy', permissions);
      next();
    },
  ];
}
