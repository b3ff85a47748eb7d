namespace FlowLang.Runtime;

/// <summary>A connection that is told of failures, and how it is made: nothing is opened before there is something to tell.</summary>
public sealed record NotifierDeclaration(string Name, Func<Notifier> Create);
