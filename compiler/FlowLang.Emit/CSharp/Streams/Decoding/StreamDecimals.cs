namespace FlowLang.Emit.CSharp.Streams;

/// <summary>How decimals of change events without a schema are written.</summary>
internal enum StreamDecimals
{
    /// <summary>What can only be one is read as that; digits that could be both are an error.</summary>
    Unknown,

    /// <summary>`12.50`, Debezium's `decimal.handling.mode` `string`.</summary>
    Text,

    /// <summary>The unscaled number's bytes, Debezium's `precise`, with the declared scale.</summary>
    Base64,
}
