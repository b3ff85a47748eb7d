namespace FlowLang.Streams.Decoding;

/// <summary>
/// How a value is read that a schema describes, for a field of a type: what a schema and a declared type are resolved to, once a schema.
/// Generated code walks over the steps of records and reads each value by its form.
/// </summary>
public sealed class AvroForm
{
    internal AvroForm(AvroWay way, AvroSchema writer) => (Way, Writer) = (way, writer);

    /// <summary>What the value is.</summary>
    public AvroWay Way { get; }

    public bool IsNull => Way == AvroWay.Null;

    public bool IsRecord => Way == AvroWay.Record;

    public bool IsList => Way == AvroWay.List;

    public bool IsMap => Way == AvroWay.Map;

    /// <summary>Of a record: its fields in the order in which they are written.</summary>
    public AvroStep[] Steps { get; internal set; } = [];

    /// <summary>Of a list or map: its items.</summary>
    public AvroForm Element => Branches[0];

    internal AvroSchema Writer { get; }

    /// <summary>Of a union, by the number that stands before a value; of a list or map the form of its items alone.</summary>
    internal AvroForm[] Branches { get; init; } = [];

    /// <summary>Of a decimal in bytes; null where bytes are text or themselves.</summary>
    internal int? Scale { get; init; }

    /// <summary>Of an enum: each symbol, also in UTF-8.</summary>
    internal (string Text, byte[] Bytes)[] Symbols { get; init; } = [];
}
