namespace FlowLang.Semantics.Functions;

/// <summary>How generated C# writes a call: over arguments that are not null, since the emitter passes null by the call.</summary>
public sealed record CSharpMapping(Func<CSharpCall, CSharpForm> Form)
{
    /// <summary>Arguments can be null here: the form says what then (`greatest`).</summary>
    public bool TakesNull { get; init; }

    /// <summary>The value can be null though no argument is (`text_at`).</summary>
    public bool GivesNull { get; init; }

    /// <summary>
    /// An expression of C#'s own operators, which gives null where an operand is: over null it stands as it is, with nullable types.
    /// </summary>
    public bool Lifts { get; init; }

    /// <summary>An expression of C#'s own operators.</summary>
    public static CSharpMapping Lifting(Func<CSharpCall, string> text) => Of(text) with { Lifts = true };

    /// <summary>`name(a, b)`.</summary>
    public static CSharpMapping Call(string name) => new(call => call.Call(name));

    /// <summary>`name(a, b, out value)`, false where the call fails.</summary>
    public static CSharpMapping Try(string name) => new(call => call.Try(name));

    /// <summary>Any expression.</summary>
    public static CSharpMapping Of(Func<CSharpCall, string> text) => new(call => new CSharpForm(text(call)));
}
