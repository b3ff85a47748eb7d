namespace FlowLang.Tests.Servers;

/// <summary>A request as a <see cref="FileServer"/> saw it.</summary>
public sealed record SeenRequest(string Method, string Target, IReadOnlyDictionary<string, string> Headers)
{
    public string? this[string header] => Headers.GetValueOrDefault(header);
}
