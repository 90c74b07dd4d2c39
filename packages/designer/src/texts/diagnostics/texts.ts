import type { Language } from '../language.ts';

/**
 * Plain words for the codes of the engine and of the server. Codes about the inside of a file that only an expert meets
 * keep the message of whoever found them.
 */
export const diagnosticTexts: Readonly<Record<string, Readonly<Record<Language, string>>>> = {
  'no-start': {
    ro: 'Drumul nu are un început: „{step}” nu pornește niciodată.',
    hu: 'Az útnak nincs kezdete: „{step}” soha nem indul el.',
    en: 'The way has no start: “{step}” never begins.',
  },
  'no-process': {
    ro: 'Fișierul nu are niciun proces care să pornească.',
    hu: 'A fájlban nincs elindítható folyamat.',
    en: 'The file has no process to start.',
  },
  'process-not-executable': {
    ro: 'Procesul nu este marcat ca executabil.',
    hu: 'A folyamat nincs végrehajthatónak jelölve.',
    en: 'The process is not marked as executable.',
  },
  unsupported: {
    ro: '„{step}” folosește ceva ce încă nu se execută. Schimbați felul pasului.',
    hu: '„{step}” olyasmit használ, ami még nem hajtható végre. Módosítsa a lépés fajtáját.',
    en: '“{step}” uses something that is not executed yet. Change the kind of the step.',
  },
  'dangling-flow': {
    ro: 'O legătură nu duce nicăieri: „{step}”. Legați-o de un pas sau ștergeți-o.',
    hu: 'Egy kapcsolat nem vezet sehová: „{step}”. Kösse egy lépéshez, vagy törölje.',
    en: 'A connection leads nowhere: “{step}”. Connect it to a step or remove it.',
  },
  'flow-crosses-scope': {
    ro: 'Legătura „{step}” iese dintr-un grup de pași; mutați-i capătul în același grup.',
    hu: 'A(z) „{step}” kapcsolat kilép egy lépéscsoportból; a végét tegye ugyanabba a csoportba.',
    en: 'The connection “{step}” leaves a group of steps; move its end into the same group.',
  },
  'missing-condition': {
    ro: 'O cale nu are condiție. Spuneți când se merge pe ea sau alegeți-o drept „altfel”.',
    hu: 'Egy útnak nincs feltétele. Mondja meg, mikor megy erre, vagy legyen ez az „egyébként” út.',
    en: 'A way has no condition. Say when it is taken, or make it the “otherwise” way.',
  },
  'missing-definition': {
    ro: '„{step}” nu este complet: la detalii lipsește ce face sau când.',
    hu: '„{step}” nincs kész: a részleteknél hiányzik, mit tesz vagy mikor.',
    en: '“{step}” is not complete: the details do not say what it does, or when.',
  },
  'missing-reference': {
    ro: '„{step}” se referă la ceva ce lipsește.',
    hu: '„{step}” olyasmire hivatkozik, ami hiányzik.',
    en: '“{step}” refers to something that is missing.',
  },
  'expression-syntax': {
    ro: 'O expresie de la „{step}” nu poate fi citită. Verificați ghilimelele și parantezele.',
    hu: '„{step}” egyik kifejezése nem olvasható. Ellenőrizze az idézőjeleket és zárójeleket.',
    en: 'An expression of “{step}” cannot be read. Check quotation marks and brackets.',
  },
  'expression-name': {
    ro: 'La „{step}”, {expression} folosește „{part}”, pe care nu îl completează nimeni înainte.',
    hu: '„{step}”: {expression} olyasmit használ („{part}”), amit előtte senki nem ad meg.',
    en: 'At “{step}”, {expression} uses “{part}”, which nobody fills in.',
  },
  'expression-type': {
    ro: 'La „{step}”, „{part}” nu poate avea rezultat: compară sau socotește lucruri care nu se potrivesc (text cu număr).',
    hu: '„{step}”: „{part}” nem adhat eredményt: össze nem illő dolgokat (szöveget számmal) hasonlít vagy számol.',
    en: 'At “{step}”, “{part}” cannot have a result: it compares or computes things that do not fit (a text with a number).',
  },
  'message-mismatch': {
    ro: 'Săgeata de mesaj de la „{step}” duce la un pas care așteaptă alt mesaj.',
    hu: '„{step}” üzenetnyila olyan lépéshez vezet, amely más üzenetre vár.',
    en: 'The message flow of “{step}” leads to a step that waits for another message.',
  },
  'no-effect': {
    ro: 'La „{step}” este desenat ceva ce nu are efect la executare ({property}).',
    hu: '„{step}” olyasmit tartalmaz, aminek végrehajtáskor nincs hatása ({property}).',
    en: '“{step}” says something that has no effect when it runs ({property}).',
  },
  'decision-unknown': {
    ro: '„{step}” cere un tabel de decizie care nu există între fișiere.',
    hu: '„{step}” olyan döntési táblázatot kér, amely nincs a fájlok között.',
    en: '“{step}” asks a decision table that is not among the files.',
  },
  unreachable: {
    ro: 'La „{step}” nu se ajunge niciodată.',
    hu: 'A(z) „{step}” lépéshez soha nem jut el a kérés.',
    en: 'Nothing ever leads to “{step}”.',
  },
  'file-missing': {
    ro: 'Lipsește un fișier de care e nevoie: {file}.',
    hu: 'Hiányzik egy szükséges fájl: {file}.',
    en: 'A file that is needed is missing: {file}.',
  },
  'process-missing': {
    ro: 'Fișa serviciului numește un proces care nu există în drum.',
    hu: 'A szolgáltatáslap olyan folyamatot nevez meg, amely nincs az útban.',
    en: 'The service card names a process that is not in the way.',
  },
  'form-id-differs': {
    ro: 'Formularul {file} are alt identificator decât numele fișierului.',
    hu: 'A(z) {file} űrlap azonosítója eltér a fájl nevétől.',
    en: 'The form {file} has another identifier than its file name.',
  },
  'stage-duplicate': {
    ro: 'Două etape publice au același identificator în fișa serviciului.',
    hu: 'A szolgáltatáslapon két nyilvános szakasznak azonos az azonosítója.',
    en: 'Two public stages have the same identifier in the service card.',
  },
  'scenario-failed': {
    ro: 'Repetiția {file} nu mai decurge ca la înregistrare.',
    hu: 'A(z) {file} próba már nem úgy megy végbe, mint rögzítéskor.',
    en: 'The rehearsal {file} no longer goes as it was recorded.',
  },
};
