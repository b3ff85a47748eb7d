namespace FlowLang.Semantics.Bound;

/// <summary>How often the effect of a record is in the sink after failures; a later one promises more.</summary>
public enum Delivery
{
    /// <summary>Never missing, perhaps twice.</summary>
    AtLeastOnce,

    /// <summary>Written twice perhaps, there once: rows, state and offsets commit together.</summary>
    EffectivelyOnce,

    /// <summary>Read once too, by readers of committed records.</summary>
    ExactlyOnce,
}
