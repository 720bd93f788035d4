import Toaster from '../ui/Toaster.tsx';
import { ConfirmHost } from './ConfirmHost.tsx';

/** Toasts and questions: shown over any page, fetched after the first one is drawn. */
export default function Hosts() {
  return (
    <>
      <Toaster />
      <ConfirmHost />
    </>
  );
}
