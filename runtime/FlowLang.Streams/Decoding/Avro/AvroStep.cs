namespace FlowLang.Streams.Decoding;

/// <summary>A field of a record as it is written.</summary>
/// <param name="Member">The place of the field that it is read into; -1 where nobody reads it.</param>
/// <param name="Form">How it is read or, where nobody reads it, passed over.</param>
public readonly record struct AvroStep(int Member, AvroForm Form);
