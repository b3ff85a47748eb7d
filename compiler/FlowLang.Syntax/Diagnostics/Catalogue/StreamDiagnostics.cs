namespace FlowLang.Syntax.Diagnostics.Catalogue;

/// <summary>FL4xxx: streams, state and delivery.</summary>
public static partial class StreamDiagnostics;
