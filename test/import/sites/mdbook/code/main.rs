fn main() {
    // ANCHOR: depth
    let depth = 2;
    // ANCHOR_END: depth
}
