namespace FlowLang.Syntax.Parsing;

/// <summary>What stands between tokens.</summary>
public enum TriviaKind
{
    Whitespace,
    LineBreak,
    Comment,

    /// <summary>Text that no rule of the language allows; its mistake is reported.</summary>
    Skipped,
}
