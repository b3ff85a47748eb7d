namespace FlowLang.Emit.Sql.Queries;

/// <summary>The hidden columns by which queries say what becomes of a row; the runtime knows them by these names.</summary>
public static class Flags
{
    /// <summary>INTEGER: the site that took the row, null for a kept one.</summary>
    public const string Site = "__site";

    /// <summary>VARCHAR: the input row of that site's step, as JSON.</summary>
    public const string Input = "__input";

    /// <summary>VARCHAR: the file that a row comes from.</summary>
    public const string File = "__file";

    /// <summary>BIGINT: the record's number in it.</summary>
    public const string Row = "__row";

    /// <summary>VARCHAR, of sources: why a record could not be read.</summary>
    public const string Bad = "__bad";

    /// <summary>VARCHAR, of staged relations: the file that a kept row comes from.</summary>
    public const string OriginFile = "__origin_file";

    /// <summary>BIGINT, of staged relations: the record's number in it.</summary>
    public const string OriginRow = "__origin_row";
}
