'use server';

import { z } from 'zod';
import {
  activateScript,
  checkScript,
  openScript,
  putScript,
  readFilters,
  removeScript,
  renameScript,
  restoreScript,
  saveFilters,
  tryRule,
} from '@/lib/filters';
import {
  activateScriptShape,
  checkScriptShape,
  putScriptShape,
  renameScriptShape,
  restoreScriptShape,
  saveShape,
  scriptShape,
  tryRuleShape,
} from '@/lib/filters/requests';
import { action } from '@/lib/http';

export const readFiltersAction = action(z.object({}), (actor) => readFilters(actor));
export const saveFiltersAction = action(saveShape, (actor, input) => saveFilters(actor, input));
export const tryRuleAction = action(tryRuleShape, (actor, input) => tryRule(actor, input));
export const openScriptAction = action(scriptShape, (actor, input) => openScript(actor, input));
export const checkScriptAction = action(checkScriptShape, (actor, input) => checkScript(actor, input));
export const putScriptAction = action(putScriptShape, (actor, input) => putScript(actor, input));
export const activateScriptAction = action(activateScriptShape, (actor, input) => activateScript(actor, input));
export const renameScriptAction = action(renameScriptShape, (actor, input) => renameScript(actor, input));
export const removeScriptAction = action(scriptShape, (actor, input) => removeScript(actor, input));
export const restoreScriptAction = action(restoreScriptShape, (actor, input) => restoreScript(actor, input));
