namespace FlowLang.Runtime;

/// <summary>A token that lets its bearer in until it ends.</summary>
/// <param name="Value">The token: for a request, never for a message, a log or a file.</param>
/// <param name="Ends">When it is no longer taken.</param>
/// <param name="Principal">Whose it is; null where nobody says.</param>
public sealed record AccessToken(string Value, DateTimeOffset Ends, string? Principal)
{
    public override string ToString() => "***";
}
