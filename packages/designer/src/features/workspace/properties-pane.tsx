import { useEffect, useRef } from 'preact/hooks';
import type { Group } from '../../api/designer-api.ts';
import type { ProcessFiles } from '../../model/process-files.ts';
import type { OpenProperties } from '../../properties/open-properties.ts';
import { useLanguage, useTexts } from '../../ui/language-context.ts';
import type { OpenCanvas } from '../canvas/open-canvas.ts';
import { elementXml } from './element-xml.ts';

interface PropertiesPaneProps {
  readonly canvas: OpenCanvas;
  readonly files: ProcessFiles;
  readonly groups: readonly Group[];
  readonly expert: boolean;
}

/** The properties panel of the chosen step; its code is fetched when it is first shown. */
export function PropertiesPane({ canvas, files, groups, expert }: PropertiesPaneProps) {
  const texts = useTexts();
  const language = useLanguage();
  const container = useRef<HTMLDivElement>(null);
  const open = useRef<OpenProperties | null>(null);
  const latest = useRef({ files, groups, expert });
  latest.current = { files, groups, expert };

  useEffect(() => {
    let left = false;
    void import('../../properties/open-properties.ts').then(({ openProperties }) => {
      if (left || container.current === null || canvas.editing === null) return;
      const { elementRegistry, injector } = canvas.services;
      open.current = openProperties(injector, container.current, {
        texts,
        language,
        files: () => latest.current.files,
        groups: () => latest.current.groups,
        expert: () => latest.current.expert,
        edit: canvas.editing.editStep,
        xmlOf: (element) => elementXml(element),
        isTaken: (id, element) => {
          const other = elementRegistry.get(id);
          return other !== undefined && other !== element;
        },
      });
    });
    return () => {
      left = true;
    };
  }, [canvas, texts, language]);

  useEffect(() => open.current?.refresh(), [files, groups, expert]);

  return <div ref={container} class="properties" />;
}
