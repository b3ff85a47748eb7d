using FlowLang.Runtime;

namespace FlowLang.Connectors.Http;

/// <summary>A header of every request of a connection; its value may be a secret.</summary>
public sealed record HttpHeader(string Name, Secret Value);
