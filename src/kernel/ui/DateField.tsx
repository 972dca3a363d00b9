import { parseDate } from '@internationalized/date';
import type { ReactNode } from 'react';
import { Button } from 'react-aria-components/Button';
import { Calendar, CalendarCell, CalendarGrid } from 'react-aria-components/Calendar';
import { DateInput, DateSegment } from 'react-aria-components/DateField';
import { DatePicker } from 'react-aria-components/DatePicker';
import { Dialog } from 'react-aria-components/Dialog';
import { Group } from 'react-aria-components/Group';
import { Heading } from 'react-aria-components/Heading';
import { Popover } from 'react-aria-components/Popover';
import { FieldFoot, FieldHead } from './Field.tsx';
import type { FieldProps } from './Field.tsx';
import { Icon } from './Icon.tsx';

export interface DateFieldProps extends FieldProps {
  /** `YYYY-MM-DD`, or null while it is not complete. */
  readonly value: string | null;
  readonly onChange: (value: string | null) => void;
  readonly onBlur?: () => void;
  readonly minValue?: string;
  readonly maxValue?: string;
}

const parsed = (value: string | null | undefined) => (value ? parseDate(value) : null);

/** A sure date: typed as gg/mm/aaaa or taken from a calendar. For dates of birth use UncertainDateField. */
export function DateField({ label, hint, help, error, value, onChange, minValue, maxValue, ...rest }: DateFieldProps): ReactNode {
  return (
    <DatePicker
      {...rest}
      className="field"
      value={parsed(value)}
      onChange={(date) => onChange(date ? date.toString() : null)}
      minValue={parsed(minValue)}
      maxValue={parsed(maxValue)}
      isInvalid={error !== undefined}
      validationBehavior="aria"
      shouldForceLeadingZeros
    >
      <FieldHead label={label} hint={hint} help={help} isRequired={rest.isRequired} />
      <Group className="date-group">
        <DateInput className="input date-input">
          {(segment) => <DateSegment segment={segment} className="date-segment" />}
        </DateInput>
        <Button className="button button-secondary button-icon"><Icon name="calendar" /></Button>
      </Group>
      <FieldFoot error={error} />
      <Popover className="popover">
        <Dialog>
          <Calendar className="calendar">
            <div className="calendar-head">
              <Button slot="previous" className="button button-quiet button-icon calendar-back"><Icon name="chevron" /></Button>
              <Heading className="calendar-title" />
              <Button slot="next" className="button button-quiet button-icon"><Icon name="chevron" /></Button>
            </div>
            <CalendarGrid>{(date) => <CalendarCell date={date} className="calendar-cell" />}</CalendarGrid>
          </Calendar>
        </Dialog>
      </Popover>
    </DatePicker>
  );
}
