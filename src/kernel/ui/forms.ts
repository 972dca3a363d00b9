import { zodResolver } from '@hookform/resolvers/zod';
import { useForm } from 'react-hook-form';
import type { ControllerFieldState, ControllerRenderProps, DefaultValues, FieldPath, FieldValues, UseFormReturn } from 'react-hook-form';
import type { z } from 'zod';
import { ApiProblem } from './problems.ts';
import type { Text } from '../i18n/text.tsx';

type Issue = Parameters<z.core.$ZodErrorMap>[0];

/** What is wrong with a field, as a translation key: `ui.invalid.required`, `ui.invalid.too-small`… A schema's own message is a key already. */
export function keyOfIssue(issue: Issue): string {
  if (issue.code === 'invalid_type' && (issue.input === undefined || issue.input === null)) return 'ui.invalid.required';
  if (issue.code === 'invalid_value' && (issue.input === null || issue.input === '')) return 'ui.invalid.required';
  if (issue.code === 'too_small' && issue.origin === 'string') return issue.input === '' ? 'ui.invalid.required' : 'ui.invalid.too-short';
  if (issue.code === 'too_small' && issue.origin === 'array') return 'ui.invalid.required';
  if (issue.code === 'too_big' && issue.origin === 'string') return 'ui.invalid.too-long';
  if (issue.code === 'too_small') return 'ui.invalid.too-small';
  if (issue.code === 'too_big') return 'ui.invalid.too-big';
  if (issue.code === 'invalid_format' && issue.format === 'email') return 'ui.invalid.email';
  return 'ui.invalid.other';
}

/**
 * A form held against the room's own contract schema, the same that the server uses. Checked on leaving a field, then on each change,
 * so that nobody is corrected while still writing.
 */
export function useRoomForm<In extends FieldValues, Out extends FieldValues>(
  schema: z.ZodType<Out, In>,
  defaultValues: DefaultValues<In>,
): UseFormReturn<In, unknown, Out> {
  return useForm<In, unknown, Out>({
    resolver: zodResolver(schema, { error: keyOfIssue }),
    defaultValues,
    mode: 'onTouched',
    shouldFocusError: true,
  });
}

/** From a Controller to a field of the kit: `<TextField label={…} {...bind(field, fieldState, t)} />`. */
export function bind<V extends FieldValues, N extends FieldPath<V>>(field: ControllerRenderProps<V, N>, state: ControllerFieldState, t: Text['t']) {
  const { ref, name, value, onChange, onBlur } = field;
  return { name, value, onChange, onBlur, inputRef: ref, error: state.error?.message === undefined ? undefined : t(state.error.message) };
}

/** Puts the server's field errors at their fields. @returns false when the problem is of another kind and must be shown as a whole */
export function placeProblem<V extends FieldValues, Out>(form: UseFormReturn<V, unknown, Out>, problem: unknown): boolean {
  if (!(problem instanceof ApiProblem) || problem.errors.length === 0) return false;
  for (const { path, code } of problem.errors) {
    // The server names fields by the same schema; a name that this form does not have shows in its summary all the same.
    form.setError(path as FieldPath<V>, { type: 'server', message: `ui.invalid.${code}` });
  }
  return true;
}
