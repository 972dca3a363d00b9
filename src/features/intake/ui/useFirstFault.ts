import { useEffect, useState } from 'react';

const FAULTY = '.page-body [data-invalid], .page-body [aria-invalid="true"]';
const FIELDS = 'input, select, textarea, button';

/** Brings the first field that says something is missing into view and puts the focus into it, so that on a telephone too one sees why nothing was sent. @returns what is called at each try */
export function useFirstFault(): () => void {
  const [tries, setTries] = useState(0);
  useEffect(() => {
    const faulty = tries === 0 ? null : document.querySelector<HTMLElement>(FAULTY);
    if (!faulty) return;
    const field = faulty.matches(FIELDS) ? faulty : faulty.querySelector<HTMLElement>(FIELDS) ?? faulty;
    field.focus({ preventScroll: true });
    (faulty.closest<HTMLElement>('.field') ?? faulty).scrollIntoView({ block: 'center' });
  }, [tries]);
  return () => setTries((before) => before + 1);
}
