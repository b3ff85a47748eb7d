namespace FlowLang.Hosting.Events;

/// <summary>One event as it is sent: its number, by which a listener that comes again goes on, its kind and its data (JSON).</summary>
internal sealed record EventMessage(long? Id, string Kind, string Data);
