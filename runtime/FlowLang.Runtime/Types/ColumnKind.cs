namespace FlowLang.Runtime;

/// <summary>The types of FlowLang that a column can have at run time; engines map them, once each, in their own project.</summary>
public enum ColumnKind
{
    Bool,
    Int16,
    Int32,
    Int64,
    Float32,
    Float64,
    Decimal,
    Text,
    Bytes,
    Uuid,
    Date,
    Time,
    Instant,
    DateTime,
    Interval,
    Json,
    List,
    Struct,
    Map,
}
