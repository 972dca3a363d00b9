/** Every file of rights, in the order in which they are applied: who is acting first, then who may open what, then the rooms. */
export const rightsFiles = [
  'src/kernel/identity/policies.sql',
  'src/kernel/audit/policies.sql',
  'src/kernel/vault/policies.sql',
  'src/features/cases/access.sql',
  'src/features/persons/policies.sql',
  'src/features/cases/policies.sql',
  'src/features/desk/policies.sql',
  'src/features/consents/policies.sql',
  'src/features/plans/policies.sql',
  'src/features/directory/policies.sql',
  'src/features/referrals/policies.sql',
  'src/kernel/jobs/policies.sql',
  'src/features/imports/policies.sql',
  'src/features/imports/undo.sql',
  'src/features/screening/policies.sql',
  'src/features/cases/timeline.sql',
] as const;
