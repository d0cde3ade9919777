import { type ReactNode, useRef } from 'react';
import { Dialog } from 'react-aria-components/Dialog';
import { Heading } from 'react-aria-components/Heading';
import { Modal, ModalOverlay } from 'react-aria-components/Modal';
import { useTranslation } from 'react-i18next';
import { useFocusInAndBack } from './focus.ts';

/**
 * A small dialog over the page; Escape and its cross close it, the focus returns where it was. A click outside closes
 * it too, until something was typed or ticked in it: a slip of the hand must not cost that; what was taken from a list
 * is taken again at once. `once` says that what it shows is not to be had again: then no click outside closes it at
 * all.
 */
export function Sheet({
  title,
  onClose,
  once = false,
  children,
}: {
  title: string;
  onClose: () => void;
  once?: boolean;
  children: ReactNode;
}) {
  const { t } = useTranslation();
  const touched = useRef(false);
  const box = useFocusInAndBack();
  return (
    <ModalOverlay
      className="veil"
      isOpen
      isDismissable
      shouldCloseOnInteractOutside={() => !once && !touched.current}
      onOpenChange={(open) => !open && onClose()}
    >
      <Modal className="sheet">
        <Dialog ref={box}>
          <header className="sheet-head">
            <Heading slot="title" level={2}>
              {title}
            </Heading>
            <button type="button" className="icon" aria-label={t('close')} onClick={onClose}>
              ×
            </button>
          </header>
          <div
            className="sheet-body"
            onInput={() => {
              touched.current = true;
            }}
          >
            {children}
          </div>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
