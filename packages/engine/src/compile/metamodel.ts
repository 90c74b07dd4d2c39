/**
 * What becomes of each type and property of BPMN 2.0 as the reader knows it. Nothing is dropped in silence: a property is
 * read, refused, reported as having no effect, or means nothing to execution for the reason given.
 */
export interface TypeClass {
  /** Names of properties that compile reads, or that the reader itself resolves. */
  readonly read?: string;
  /** Property: the row of the support table or the diagnostic by which it is refused. */
  readonly refused?: { readonly [property: string]: string };
  /** Names of properties that a warning tells about. */
  readonly reported?: string;
  /** Names of properties that mean nothing to execution, by the reason. */
  readonly means?: { readonly [R in Reason]?: string };
}

/**
 * `drawing`: for people and diagrams; `typing`: what values look like, which FEEL finds out itself; `derived`: said
 * elsewhere in the model too; `service`: how a worker reaches what it calls; `obligation`: what partners promise each
 * other, which nothing here could hold them to.
 */
export type Reason = 'drawing' | 'typing' | 'derived' | 'service' | 'obligation';

const EVENT_DEFINITION_REFS = 'eventDefinitions eventDefinitionRef';

export const METAMODEL: { readonly [type: string]: TypeClass } = {
  Definitions: {
    read: 'rootElements',
    reported: 'expressionLanguage imports',
    refused: { extensions: 'unknown-extension' },
    means: {
      drawing: 'name targetNamespace diagrams exporter exporterVersion relationships',
      typing: 'typeLanguage',
    },
  },
  BaseElement: {
    read: 'id extensionElements',
    means: { drawing: 'documentation', derived: 'extensionDefinitions' },
  },
  RootElement: {},
  Documentation: { means: { drawing: 'text textFormat' } },
  Extension: {
    refused: { mustUnderstand: 'unknown-extension' },
    means: { drawing: 'documentation', derived: 'definition' },
  },
  ExtensionDefinition: { means: { derived: 'name extensionAttributeDefinitions' } },
  ExtensionAttributeDefinition: { means: { derived: 'name type isReference extensionDefinition' } },
  ExtensionElements: { read: 'values', means: { derived: 'valueRef extensionAttributeDefinition' } },
  Import: { means: { typing: 'importType location namespace' } },
  Relationship: { means: { drawing: 'type direction source target' } },

  // processes and what they call
  CallableElement: { read: 'name ioSpecification', reported: 'supportedInterfaceRef ioBinding' },
  FlowElementsContainer: { read: 'laneSets flowElements' },
  Process: {
    read: 'laneSets flowElements artifacts properties correlationSubscriptions isExecutable',
    reported: 'resources',
    means: {
      drawing: 'processType auditing monitoring',
      obligation: 'isClosed supports',
      derived: 'definitionalCollaborationRef',
    },
  },
  GlobalTask: { read: 'resources' },
  GlobalManualTask: {},
  GlobalUserTask: { reported: 'renderings', means: { service: 'implementation' } },
  GlobalScriptTask: { read: 'scriptLanguage script' },
  GlobalBusinessRuleTask: { read: 'implementation' },
  LaneSet: { read: 'lanes', means: { drawing: 'name' } },
  Lane: {
    read: 'name flowNodeRef childLaneSet',
    means: { drawing: 'partitionElementRef partitionElement' },
  },
  FlowElement: { read: 'name', means: { drawing: 'auditing monitoring categoryValueRef' } },
  FlowNode: { read: 'incoming outgoing', means: { derived: 'lanes' } },
  SequenceFlow: { read: 'conditionExpression sourceRef targetRef', reported: 'isImmediate' },
  Auditing: {},
  Monitoring: {},

  // activities
  Activity: {
    read: `isForCompensation default ioSpecification properties dataInputAssociations dataOutputAssociations startQuantity
      completionQuantity resources loopCharacteristics`,
    means: { derived: 'boundaryEventRefs' },
  },
  Task: {},
  ManualTask: {},
  UserTask: { reported: 'renderings', means: { service: 'implementation' } },
  ServiceTask: { read: 'implementation operationRef' },
  SendTask: { read: 'implementation operationRef messageRef' },
  ReceiveTask: { read: 'instantiate messageRef operationRef', means: { service: 'implementation' } },
  ScriptTask: { read: 'scriptFormat script' },
  BusinessRuleTask: { read: 'implementation' },
  CallActivity: { read: 'calledElement' },
  SubProcess: { read: 'triggeredByEvent artifacts' },
  AdHocSubProcess: { read: 'completionCondition ordering cancelRemainingInstances' },
  Transaction: { reported: 'protocol method' },
  LoopCharacteristics: {},
  StandardLoopCharacteristics: { read: 'testBefore loopCondition loopMaximum' },
  MultiInstanceLoopCharacteristics: {
    read: `isSequential behavior loopCardinality loopDataInputRef loopDataOutputRef inputDataItem outputDataItem
      complexBehaviorDefinition completionCondition oneBehaviorEventRef noneBehaviorEventRef`,
  },
  ComplexBehaviorDefinition: { read: 'condition event' },
  Rendering: {},

  // people and resources
  ResourceRole: {
    read: 'resourceRef resourceAssignmentExpression',
    refused: { resourceParameterBindings: 'resource parameter' },
    means: { drawing: 'name' },
  },
  Performer: {},
  HumanPerformer: {},
  PotentialOwner: {},
  ResourceAssignmentExpression: { read: 'expression' },
  ResourceParameterBinding: { refused: { expression: 'resource parameter', parameterRef: 'resource parameter' } },
  Resource: { read: 'name', means: { typing: 'resourceParameters' } },
  ResourceParameter: { means: { typing: 'name isRequired type' } },

  // gateways
  Gateway: { reported: 'gatewayDirection' },
  ExclusiveGateway: { read: 'default' },
  InclusiveGateway: { read: 'default' },
  ParallelGateway: {},
  ComplexGateway: { read: 'activationCondition default' },
  EventBasedGateway: { read: 'instantiate eventGatewayType' },

  // events
  Event: { read: 'properties' },
  CatchEvent: {
    read: `parallelMultiple dataOutputs dataOutputAssociations ${EVENT_DEFINITION_REFS}`,
    means: { derived: 'outputSet' },
  },
  ThrowEvent: {
    read: `dataInputs dataInputAssociations ${EVENT_DEFINITION_REFS}`,
    means: { derived: 'inputSet' },
  },
  ImplicitThrowEvent: {},
  StartEvent: { read: 'isInterrupting' },
  IntermediateCatchEvent: {},
  IntermediateThrowEvent: {},
  EndEvent: {},
  BoundaryEvent: { read: 'cancelActivity attachedToRef' },
  EventDefinition: {},
  CancelEventDefinition: {},
  TerminateEventDefinition: {},
  ErrorEventDefinition: { read: 'errorRef' },
  EscalationEventDefinition: { read: 'escalationRef' },
  CompensateEventDefinition: { read: 'waitForCompletion activityRef' },
  TimerEventDefinition: { read: 'timeDate timeCycle timeDuration' },
  LinkEventDefinition: { read: 'name', means: { derived: 'target source' } },
  MessageEventDefinition: { read: 'messageRef operationRef' },
  ConditionalEventDefinition: { read: 'condition' },
  SignalEventDefinition: { read: 'signalRef' },
  Signal: { read: 'name', means: { typing: 'structureRef' } },
  Error: { read: 'name errorCode', means: { typing: 'structureRef' } },
  Escalation: { read: 'name escalationCode', means: { typing: 'structureRef' } },
  Message: { read: 'name', means: { typing: 'itemRef' } },

  // data
  ItemDefinition: { means: { typing: 'itemKind structureRef isCollection import' } },
  ItemAwareElement: { means: { typing: 'itemSubjectRef', drawing: 'dataState' } },
  DataState: { means: { drawing: 'name' } },
  DataObject: { means: { typing: 'isCollection' } },
  DataObjectReference: { read: 'dataObjectRef' },
  DataStore: { read: 'name', means: { service: 'capacity isUnlimited' } },
  DataStoreReference: { read: 'dataStoreRef' },
  Property: { read: 'name' },
  InputOutputSpecification: { read: 'dataInputs dataOutputs inputSets outputSets' },
  InputOutputBinding: { reported: 'inputDataRef outputDataRef operationRef' },
  DataInput: {
    read: 'name',
    means: { typing: 'isCollection', derived: 'inputSetRef inputSetWithOptional inputSetWithWhileExecuting' },
  },
  DataOutput: {
    read: 'name',
    means: { typing: 'isCollection', derived: 'outputSetRef outputSetWithOptional outputSetWithWhileExecuting' },
  },
  InputSet: {
    read: 'dataInputRefs optionalInputRefs',
    refused: { whileExecutingInputRefs: 'data while executing' },
    means: { drawing: 'name', obligation: 'outputSetRefs' },
  },
  OutputSet: {
    refused: { whileExecutingOutputRefs: 'data while executing' },
    means: { drawing: 'name', obligation: 'dataOutputRefs inputSetRefs optionalOutputRefs' },
  },
  DataAssociation: { read: 'sourceRef targetRef transformation assignment' },
  DataInputAssociation: {},
  DataOutputAssociation: {},
  Assignment: { read: 'from to' },
  Expression: { read: 'body' },
  FormalExpression: { read: 'language', means: { typing: 'evaluatesToTypeRef' } },

  // pools, messages between them, correlation
  Collaboration: {
    read: 'participants messageFlows correlationKeys conversations',
    reported: 'conversationLinks',
    means: {
      drawing: 'name artifacts',
      obligation: 'isClosed choreographyRef',
      derived: 'conversationAssociations participantAssociations messageFlowAssociations',
    },
  },
  InteractionNode: { means: { derived: 'incomingConversationLinks outgoingConversationLinks' } },
  Participant: {
    read: 'processRef',
    refused: { participantMultiplicity: 'participant multiplicity' },
    means: { drawing: 'name', service: 'interfaceRef endPointRefs endPointRef' },
  },
  ParticipantMultiplicity: {
    refused: { minimum: 'participant multiplicity', maximum: 'participant multiplicity' },
  },
  ParticipantAssociation: { means: { derived: 'innerParticipantRef outerParticipantRef' } },
  PartnerEntity: { means: { drawing: 'name participantRef' } },
  PartnerRole: { means: { drawing: 'name participantRef' } },
  MessageFlow: { read: 'name sourceRef targetRef messageRef' },
  MessageFlowAssociation: { means: { derived: 'innerMessageFlowRef outerMessageFlowRef' } },
  CorrelationKey: { read: 'correlationPropertyRef name' },
  CorrelationProperty: { read: 'correlationPropertyRetrievalExpression', means: { drawing: 'name', typing: 'type' } },
  CorrelationPropertyRetrievalExpression: { read: 'messagePath messageRef' },
  CorrelationSubscription: { read: 'correlationKeyRef correlationPropertyBinding' },
  CorrelationPropertyBinding: { read: 'dataPath correlationPropertyRef' },
  ConversationNode: {
    read: 'correlationKeys',
    means: { drawing: 'name participantRef messageFlowRefs messageFlowRef' },
  },
  Conversation: {},
  SubConversation: { read: 'conversationNodes' },
  CallConversation: { means: { drawing: 'calledCollaborationRef participantAssociations' } },
  GlobalConversation: {},
  ConversationLink: { reported: 'sourceRef targetRef name' },
  ConversationAssociation: { means: { derived: 'innerConversationNodeRef outerConversationNodeRef' } },
  Interface: { means: { service: 'name operations implementationRef' } },
  Operation: { read: 'name inMessageRef', means: { service: 'outMessageRef errorRef implementationRef' } },
  EndPoint: {},

  // choreographies
  Choreography: {},
  GlobalChoreographyTask: { refused: { initiatingParticipantRef: 'choreography' } },
  ChoreographyActivity: {
    refused: {
      participantRef: 'choreography',
      initiatingParticipantRef: 'choreography',
      correlationKeys: 'choreography',
      loopType: 'choreography',
    },
  },
  ChoreographyTask: { refused: { messageFlowRef: 'choreography' } },
  CallChoreography: { refused: { calledChoreographyRef: 'choreography', participantAssociations: 'choreography' } },
  SubChoreography: { refused: { artifacts: 'choreography' } },

  // drawings
  Artifact: {},
  Association: { read: 'sourceRef targetRef', means: { drawing: 'associationDirection' } },
  TextAnnotation: { means: { drawing: 'text textFormat' } },
  Group: { means: { drawing: 'categoryValueRef' } },
  Category: { means: { drawing: 'categoryValue name' } },
  CategoryValue: { means: { drawing: 'categorizedFlowElements value' } },
};
