import { Trans } from '@lingui/react/macro';
import { Card } from '../../ui/Card.tsx';
import { CircleHelp } from '../../ui/icons.ts';
import { useFormat } from '../../ui/useFormat.ts';
import { AnswerForm } from './AnswerForm.tsx';
import { type Application, lastMove } from './application.ts';
import { Notice, Quote } from './Notice.tsx';

/** A channel manager wants to know more: the question, and the answer's form. */
export function Question({ application }: { application: Application }) {
  const { instant } = useFormat();
  const asked = lastMove(application, 'ask');
  return (
    <Card>
      <Notice
        icon={CircleHelp}
        tone="warn"
        title={<Trans>There is a question for you</Trans>}
        more={
          <Quote
            by={
              asked && (
                <>
                  <bdi>{asked.person_name}</bdi> · {instant(asked.moved_at)}
                </>
              )
            }
          >
            {asked?.note}
          </Quote>
        }
      >
        <Trans>We decide as soon as we have your answer.</Trans>
      </Notice>
      <div className="mt-6 border-t border-line pt-6">
        <AnswerForm application={application} />
      </div>
    </Card>
  );
}
