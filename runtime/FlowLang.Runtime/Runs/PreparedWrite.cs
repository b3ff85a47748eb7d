namespace FlowLang.Runtime;

/// <summary>
/// The receipt of rows that lie at the target, not visible yet. <paramref name="Rows"/> is what the target itself acknowledged, not what
/// was sent. <paramref name="AlreadyCommitted"/>: an earlier run of the same interval had committed this write, so nothing was added.
/// </summary>
public sealed record PreparedWrite(long Rows, bool AlreadyCommitted = false);
