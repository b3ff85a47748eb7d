namespace FlowLang.Streams.Decoding;

/// <summary>How a value of a writer's schema is read for a field.</summary>
public enum AvroWay
{
    /// <summary>It can't be: a branch of a union that is no value of the field.</summary>
    Refused,
    Null,

    /// <summary>The branch is known when the value is read.</summary>
    Union,
    Bool,

    /// <summary>An int or long as a number.</summary>
    Integer,
    Float,
    Double,

    /// <summary>An int or long as a count since 1970 or midnight.</summary>
    Count,

    /// <summary>Bytes behind their length: text, or the bytes themselves.</summary>
    Counted,

    /// <summary>Bytes whose number the schema has.</summary>
    Fixed,

    /// <summary>The number of an enum's symbol.</summary>
    Symbol,
    Record,
    List,
    Map,
}
