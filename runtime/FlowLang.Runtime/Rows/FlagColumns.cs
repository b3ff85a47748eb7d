namespace FlowLang.Runtime;

/// <summary>The columns by which SQL says what becomes of a row; they follow the declared columns, in this order.</summary>
public static class FlagColumns
{
    /// <summary>INTEGER: null for a kept row, else the id of the <see cref="FailureSite"/> that took it.</summary>
    public const string Site = "__site";

    /// <summary>VARCHAR: the step's input row as JSON, for rejects and failures; null elsewhere.</summary>
    public const string Input = "__input";

    /// <summary>VARCHAR: the file a row came from, relative to its connection's root; null where it is not known.</summary>
    public const string File = "__file";

    /// <summary>BIGINT: the 1-based number of the record in its file; null where it is not known.</summary>
    public const string Row = "__row";

    /// <summary>Whether a column of a query's result is a flag and none of its declared columns.</summary>
    public static bool IsFlag(string name) => name is Site or Input or File or Row;

    /// <summary>VARCHAR, on sources only: why a record could not be read as its columns; null for a good one.</summary>
    public const string Bad = "__bad";
}
