namespace FlowLang.Hosting.Access;

/// <summary>Who asks. <paramref name="Session"/> is that of a browser, which its forms are bound to; null for a program with a
/// token.</summary>
internal sealed record Visitor(string Name, Role Role, string? Session)
{
    /// <summary>Somebody of whom nothing is known.</summary>
    public static Visitor Unknown(string? session) => new("", Role.Anyone, session);
}
