import { useText } from '../../../kernel/i18n/text.tsx';
import type { Material, MaterialKind } from '../contract.ts';

/** Materials in words, kind by kind: "12 × Acqua e cibo", and of printed words how many in each language: "Volantino: 20 bengalese, 10 arabo". */
export function useMaterialWords(): (materials: readonly Material[]) => string[] {
  const { t, languageName } = useText();
  const inLanguages = (kind: MaterialKind, materials: readonly Material[]): string => {
    const byLanguage = new Map<string | null, number>();
    for (const { language, quantity } of materials) byLanguage.set(language, (byLanguage.get(language) ?? 0) + quantity);
    const what = t(`outreach.material.${kind}`);
    const [first] = byLanguage;
    if (first && byLanguage.size === 1 && first[0] === null) return t('outreach.outing.material', { quantity: first[1], what });
    const each = [...byLanguage].map(([language, quantity]) => (language === null ? t('outreach.outing.material.unsaid', { quantity }) : `${quantity} ${languageName(language)}`));
    return t('outreach.outing.material.in', { what, each: each.join(', ') });
  };
  return (materials) => [...new Set(materials.map(({ kind }) => kind))].map((kind) => inLanguages(kind, materials.filter((one) => one.kind === kind)));
}
